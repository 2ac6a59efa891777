/** Commands of the user, and the conditions under which they run. */
package runbook.modules.command;
