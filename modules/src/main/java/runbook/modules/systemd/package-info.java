/** Units of systemd. */
package runbook.modules.systemd;
