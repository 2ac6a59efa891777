/**
 * Combines playbooks with inventories into plans: what each host will do, before any connection.
 */
package runbook.plan;
