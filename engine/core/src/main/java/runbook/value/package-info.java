/** Variables, and the templates and expressions that use them. */
package runbook.value;
