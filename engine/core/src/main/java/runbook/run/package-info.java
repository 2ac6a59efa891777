/** Runs a plan on its hosts: one thread per host, joined at barriers and admitted to slots. */
package runbook.run;
