/** Whole playbooks, played on this machine: what check mode says of them is what a run does. */
package runbook.playbooks;
