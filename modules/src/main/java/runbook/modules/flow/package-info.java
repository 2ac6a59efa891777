/** Modules that change no host: they check, show, set variables and wait. */
package runbook.modules.flow;
