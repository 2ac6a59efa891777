/** Known error messages, with advice. */
package runbook.modules.messages;
