/** Makes the etcd modules available to playbooks. */
package runbook.modules.etcd.catalogue;
