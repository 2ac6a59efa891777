/** The only package that accesses a host: requests to a long-lived sh, over SSH or locally. */
package runbook.connection;
