/** The packages of a host's distribution; so far Debian and its derivatives. */
package runbook.modules.packages;
