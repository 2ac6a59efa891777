/**
 * What may stand in a playbook, made from the modules' records: the binder, the documentation and
 * the editor's schema all read it here.
 */
package runbook.schema;
