/** Sends requests to a long-lived POSIX sh over any transport of its three streams. */
package runbook.connection.sh;
