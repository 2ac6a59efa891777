package runbook.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes reports of a run that is over. */
@Command(
    name = "report",
    description = "Reports a run or check of this project for other programs.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ReportOption reports;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "last",
      description = RunFinder.HELP + "; by default the last one")
  private String run;

  @Override
  public Integer call() throws IOException {
    if (!reports.isWanted()) {
      throw new ParameterException(spec.commandLine(), "give at least one --report");
    }
    return reports.make(
        RunReader.summary(new RunFinder(spec).find(run)),
        ExitCode.DONE,
        spec.commandLine().getOut(),
        spec.commandLine().getErr());
  }
}
