/** What is known of etcd: how it is asked, and what its answers mean. */
package runbook.modules.etcd;
