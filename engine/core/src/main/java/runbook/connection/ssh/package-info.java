/** Connections over SSH: routes, host keys and login credentials. */
package runbook.connection.ssh;
