/** Checks of hosts before anything is changed on them. */
package runbook.modules.preflight;
