/**
 * A playbook laid over an inventory: what each host will be asked to do, before any is connected.
 */
package runbook.plan;
