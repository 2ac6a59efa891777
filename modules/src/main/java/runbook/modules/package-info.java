/** The modules that come with runbook. */
package runbook.modules;
