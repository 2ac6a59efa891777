package runbook.cli;

import picocli.CommandLine.Option;
import runbook.lab.Lab;
import runbook.lab.LabCommandRunner;
import runbook.lab.LabFailure;
import runbook.lab.LabFolder;
import runbook.lab.LabHardware;

/** The lab of a command. */
final class LabNameOption {

  @Option(
      names = "--name",
      paramLabel = "NAME",
      defaultValue = LabFolder.USUAL,
      description = "the name of the lab; several can run at a time (${DEFAULT-VALUE})")
  private String name;

  LabFolder folder() throws LabFailure {
    return LabFolder.of(name);
  }

  Lab lab() throws LabFailure {
    return new Lab(folder());
  }

  LabCommandRunner commandRunner() throws LabFailure {
    return new LabCommandRunner(folder());
  }

  LabHardware hardware() throws LabFailure {
    return new LabHardware(folder());
  }
}
