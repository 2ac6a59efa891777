/** Gets releases of etcd for a lab's mirror, in the layout of upstream. */
package runbook.modules.etcd.mirror;
