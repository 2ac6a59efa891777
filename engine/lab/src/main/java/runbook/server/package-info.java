/** SSH servers inside this JVM, which stand in for hosts if no lab can run. */
package runbook.server;
