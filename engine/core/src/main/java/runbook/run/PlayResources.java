package runbook.run;

import runbook.event.RunListener;
import runbook.plan.TaskPreparer;

/** The resources that all hosts of a play share. */
record PlayResources(
    PlayCoordinator playCoordinator,
    FollowUps followUps,
    PlayTasks playTasks,
    EarlierRun.EarlierPlay earlierPlay,
    HostSessions hostSessions,
    TaskPreparer taskPreparer,
    RunOptions runOptions,
    RunListener runListener,
    InternalErrors internalErrors) {}
