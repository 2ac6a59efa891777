/** The only place that touches a host: requests framed on a long-lived sh, over SSH or locally. */
package runbook.connection;
