/**
 * The schema of playbooks, derived from the modules' records. The binder, the documentation and the
 * editor schema all use it.
 */
package runbook.schema;
