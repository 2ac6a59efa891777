/** What the user wrote: plays, their tasks, barriers and rolling blocks, each with its place. */
package runbook.playbook;
