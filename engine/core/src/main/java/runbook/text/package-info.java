/** Source files, positions in them, and the problems found there. */
package runbook.text;
