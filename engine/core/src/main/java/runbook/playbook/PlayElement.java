package runbook.playbook;

import runbook.text.Position;

/** An element of a play, after blocks have been flattened. */
public sealed interface PlayElement permits Task, Barrier, RollingBlock {

  Position at();

  String name();
}
