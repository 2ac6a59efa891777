/** The commands of {@code runbook}, and what their exit statuses mean. */
package runbook.cli;
