/** The record of a run, written as it happens, from which it can be resumed. */
package runbook.journal;
