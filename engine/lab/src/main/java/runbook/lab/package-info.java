/**
 * Doubles of an inventory's hosts on this machine: real systemd in a network that nothing leaves.
 */
package runbook.lab;
