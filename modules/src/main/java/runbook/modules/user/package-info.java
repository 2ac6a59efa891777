/** The users and groups of a host. */
package runbook.modules.user;
