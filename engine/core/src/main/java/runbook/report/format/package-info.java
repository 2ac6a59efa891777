/** Reports of a run for other programs and for people; each is made of its summary alone. */
package runbook.report.format;
