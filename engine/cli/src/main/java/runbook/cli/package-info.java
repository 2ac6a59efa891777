/** The commands of {@code runbook} and their exit statuses. */
package runbook.cli;
