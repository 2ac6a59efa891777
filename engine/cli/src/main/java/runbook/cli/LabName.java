package runbook.cli;

import picocli.CommandLine.Option;
import runbook.lab.Hardware;
import runbook.lab.Inside;
import runbook.lab.Lab;
import runbook.lab.LabFailure;
import runbook.lab.LabFolder;

/** Which lab a command is about. */
final class LabName {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = LabFolder.USUAL,
      description = "which lab; several can be up side by side (${DEFAULT-VALUE})")
  private String name;

  LabFolder folder() throws LabFailure {
    return LabFolder.of(name);
  }

  Lab lab() throws LabFailure {
    return new Lab(folder());
  }

  Inside inside() throws LabFailure {
    return new Inside(folder());
  }

  Hardware hardware() throws LabFailure {
    return new Hardware(folder());
  }
}
