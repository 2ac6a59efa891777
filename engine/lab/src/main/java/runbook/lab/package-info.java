/** Copies of an inventory's hosts on this machine, with real systemd, in an isolated network. */
package runbook.lab;
