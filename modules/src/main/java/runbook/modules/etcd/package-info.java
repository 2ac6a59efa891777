/** Calls etcd and interprets its answers. */
package runbook.modules.etcd;
