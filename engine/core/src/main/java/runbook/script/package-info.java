/** The sh texts that queries and changes become, and the way back from what they print. */
package runbook.script;
