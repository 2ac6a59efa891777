/** Tests of whole playbooks on this machine: check mode predicts what a run does. */
package runbook.playbooks;
