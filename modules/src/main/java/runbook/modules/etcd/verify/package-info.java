/** Verifies an etcd cluster from the reports of its members. */
package runbook.modules.etcd.verify;
