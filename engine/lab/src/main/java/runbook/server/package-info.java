/** SSH servers inside this JVM that stand in for hosts where there can be no lab. */
package runbook.server;
