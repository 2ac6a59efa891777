/** Tests with hosts that lie. */
package runbook.modules.hostile;
