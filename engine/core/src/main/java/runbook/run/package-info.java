/** Takes a plan to its hosts: a thread for each, joined at barriers, let through in slots. */
package runbook.run;
