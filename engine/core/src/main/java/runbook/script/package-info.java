/** Builds the sh scripts for queries and changes, and parses their output. */
package runbook.script;
