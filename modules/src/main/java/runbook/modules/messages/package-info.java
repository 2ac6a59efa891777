/** Messages that are known, and what to do about them. */
package runbook.modules.messages;
