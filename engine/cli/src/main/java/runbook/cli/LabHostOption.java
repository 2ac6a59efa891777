package runbook.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import runbook.lab.LabCommandRunner;
import runbook.lab.LabFailure;
import runbook.lab.LabHardware;

/** The host and the lab of a command. */
final class LabHostOption {

  @Mixin private LabNameOption lab;

  @Parameters(index = "0", paramLabel = "HOST", description = "the host")
  private String name;

  String name() {
    return name;
  }

  LabCommandRunner commandRunner() throws LabFailure {
    return lab.commandRunner();
  }

  LabHardware hardware() throws LabFailure {
    return lab.hardware();
  }
}
