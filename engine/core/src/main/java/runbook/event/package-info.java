/** Events of a run, sent as they happen; every report of a run is a listener. */
package runbook.event;
