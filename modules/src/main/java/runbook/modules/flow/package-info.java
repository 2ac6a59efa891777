/** Modules that touch no host: they check, tell, set variables, and wait. */
package runbook.modules.flow;
