/**
 * Runs one call of a module on one host: read, compare, change or predict, read again. Only this
 * package decides whether something is a change.
 */
package runbook.step;
