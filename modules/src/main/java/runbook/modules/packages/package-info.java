/** The packages of a host's distribution; so far those of Debian and its kin. */
package runbook.modules.packages;
