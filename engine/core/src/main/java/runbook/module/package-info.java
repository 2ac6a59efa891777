/**
 * What a module author writes against: a module says which facts it wants in which state, a fact
 * says how to look and how to change.
 */
package runbook.module;
