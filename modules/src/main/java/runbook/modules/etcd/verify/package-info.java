/** Whether an etcd cluster is what it shall be: what its members say, and what follows from it. */
package runbook.modules.etcd.verify;
