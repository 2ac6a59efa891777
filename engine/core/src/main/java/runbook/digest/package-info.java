/** Caches digests of files on the controller between runs. */
package runbook.digest;
