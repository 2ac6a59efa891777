/** The types of parameters that need more than a string or a number. */
package runbook.module.param;
