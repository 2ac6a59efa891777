/** Which version of etcd may follow which. */
package runbook.modules.etcd.version;
