/** Connections over SSH: who to dial, whose key to trust, with which keys to log in. */
package runbook.connection.ssh;
