/** What can be known of hosts before anything is done to them. */
package runbook.modules.preflight;
