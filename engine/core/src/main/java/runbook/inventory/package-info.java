/** Hosts, groups and their variables. */
package runbook.inventory;
