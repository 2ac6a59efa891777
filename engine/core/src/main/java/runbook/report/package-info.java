/** Views of a run: each is a listener on its events, and none is special. */
package runbook.report;
