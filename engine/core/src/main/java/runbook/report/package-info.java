/** Reports of a run; each listens to its events, and all have equal rank. */
package runbook.report;
