/** Templates, and the settings of programs that they write down. */
package runbook.modules.template;
