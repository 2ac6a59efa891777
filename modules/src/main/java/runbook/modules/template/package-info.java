/** Templates, and the program settings that they write. */
package runbook.modules.template;
