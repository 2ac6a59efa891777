/** Certificates: an authority on the controller, and what it issues to hosts. */
package runbook.modules.cert;
