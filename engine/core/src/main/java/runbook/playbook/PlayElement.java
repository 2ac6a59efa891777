package runbook.playbook;

import runbook.text.Position;

/** What stands in a play's list of tasks, once blocks have handed their settings down. */
public sealed interface PlayElement permits Task, Barrier, RollingBlock {

  Position at();

  String name();
}
