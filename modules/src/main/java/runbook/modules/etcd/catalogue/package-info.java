/** The modules that know etcd, as playbooks find them. */
package runbook.modules.etcd.catalogue;
