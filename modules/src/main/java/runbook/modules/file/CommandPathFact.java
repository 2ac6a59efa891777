package runbook.modules.file;

import runbook.module.Fact;
import runbook.module.param.HostPath;

/** Tells whether a command that makes or removes a path must still run. */
public interface CommandPathFact extends Fact<Boolean> {

  HostPath path();

  boolean createsPath();
}
