/** The digests of files of the controller, noted from one run to the next. */
package runbook.digest;
