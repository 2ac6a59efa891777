package runbook.run;

import runbook.event.Listener;
import runbook.plan.Preparation;

/** What all hosts of a play work with. */
record Rig(
    Gathering gathering,
    Sessions sessions,
    Preparation preparation,
    Options options,
    Listener listener) {}
