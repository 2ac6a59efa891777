package runbook.modules.file;

import runbook.module.Fact;
import runbook.module.param.HostPath;

/** Whether a command is still due that brings about what is at a path, or takes it away. */
public interface CommandPathFact extends Fact<Boolean> {

  HostPath path();

  boolean createsPath();
}
