/** Certificates: an authority on the controller, and the certificates it issues to hosts. */
package runbook.modules.cert;
