/**
 * One call of a module on one host: look, compare, act or foretell, look again. The only package
 * that decides whether something is a change.
 */
package runbook.step;
