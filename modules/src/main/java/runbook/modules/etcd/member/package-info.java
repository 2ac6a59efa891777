/** A host's part in an etcd cluster: founding one, joining, leaving, and what stands in the way. */
package runbook.modules.etcd.member;
