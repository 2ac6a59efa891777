/** Parameter types for values that are more than a string or a number. */
package runbook.module.param;
