package runbook.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.report.RunComparison;
import runbook.text.TerminalSafeText;

/** Compares two runs. */
@Command(
    name = "diff",
    description = "Shows what two runs or checks of this project say differently.",
    mixinStandardHelpOptions = true)
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "the earlier: " + RunFinder.HELP)
  private String earlier;

  @Parameters(index = "1", paramLabel = "RUN", description = "the later")
  private String later;

  @Option(names = "--detailed-exitcode", description = "exit with 2 if they differ")
  private boolean detailedExitCode;

  @Override
  public Integer call() throws IOException {
    var runFinder = new RunFinder(spec);
    var comparison =
        RunComparison.of(
            RunReader.summary(runFinder.find(earlier)), RunReader.summary(runFinder.find(later)));
    var out = spec.commandLine().getOut();
    comparison.lines().forEach(line -> out.println(TerminalSafeText.of(line)));
    out.flush();
    return detailedExitCode && !comparison.isEmpty() ? ExitCode.CHANGED : ExitCode.DONE;
  }
}
