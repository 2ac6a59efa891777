/** The parameters of a host's kernel. */
package runbook.modules.sysctl;
