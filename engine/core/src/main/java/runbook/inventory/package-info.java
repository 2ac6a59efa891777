/** The hosts, their groups and their variables. */
package runbook.inventory;
