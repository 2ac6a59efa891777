/** What happens during a run, told as it happens; every view of a run is a listener. */
package runbook.event;
