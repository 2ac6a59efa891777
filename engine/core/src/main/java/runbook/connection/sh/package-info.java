/** Requests framed on a long-lived POSIX sh, whatever carries its three streams. */
package runbook.connection.sh;
