/** Commands of the user's, with what says whether they are needed. */
package runbook.modules.command;
