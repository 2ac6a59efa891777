package runbook.run;

import runbook.event.RunListener;
import runbook.plan.TaskPreparer;

/** What all hosts of a play work with. */
record PlayResources(
    PlayCoordinator playCoordinator,
    HostSessions hostSessions,
    TaskPreparer taskPreparer,
    RunOptions runOptions,
    RunListener runListener) {}
