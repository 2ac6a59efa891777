/** Variables, and the texts and expressions that use them. */
package runbook.value;
