/**
 * What modules and keywords say of themselves: in the terminal, as a page, and to the user's
 * editor.
 */
package runbook.manual;
