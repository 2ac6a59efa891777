package runbook.cli;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import runbook.lab.Hardware;
import runbook.lab.Inside;
import runbook.lab.LabFailure;

/** Which host of which lab a command is about. */
final class LabHostName {

  @Mixin private LabName lab;

  @Parameters(index = "0", paramLabel = "HOST", description = "the host")
  private String name;

  String name() {
    return name;
  }

  Inside inside() throws LabFailure {
    return lab.inside();
  }

  Hardware hardware() throws LabFailure {
    return lab.hardware();
  }
}
