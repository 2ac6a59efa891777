/** Values that may be unknown. */
package runbook.knowledge;
