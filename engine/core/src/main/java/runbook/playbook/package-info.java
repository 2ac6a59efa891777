/** Playbooks as written: plays, tasks, barriers and rolling blocks, with their positions. */
package runbook.playbook;
