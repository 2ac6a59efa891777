package runbook.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import runbook.event.RunListener;
import runbook.report.ConsoleReport;
import runbook.report.EventSelection;
import runbook.report.RunClock;
import runbook.report.Tally;

/** Shows a run again. */
@Command(
    name = "show",
    description = "Shows what a run or check of this project said.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..1",
      defaultValue = "last",
      description = RunFinder.HELP + "; by default the last one")
  private String run;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "show only this host; can be repeated")
  private List<String> hosts = new ArrayList<>();

  @Option(names = "--failed", description = "show only what failed, and where")
  private boolean failed;

  @Option(names = "--output", description = "also show what commands printed, as far as it is kept")
  private boolean output;

  @Option(
      names = {"-v", "--verbose"},
      description = "also show what needed no change")
  private boolean verbose;

  @Override
  public Integer call() throws IOException {
    var recordedRun = new RunFinder(spec).find(run);
    var header = recordedRun.header();
    var out = spec.commandLine().getOut();
    var tally = new Tally();
    var runClock = new RunClock();
    var style = new ConsoleReport.Style(verbose || header.verbose(), header.diff(), output, false);
    var consoleReport = new ConsoleReport(out, style, text -> text, tally, runClock);
    var known = new HashSet<String>();
    var all = (RunListener) event -> known.addAll(EventSelection.hosts(event));
    RunReader.replay(
        recordedRun,
        runClock,
        all,
        new EventSelection(Set.copyOf(hosts), failed, tally, consoleReport));
    if (!known.containsAll(hosts)) {
      throw new ParameterException(
          spec.commandLine(), "run %s has no host %s".formatted(header.run(), others(known)));
    }
    if (!recordedRun.hasEnded()) {
      out.println();
      out.println("the record of run %s ends here".formatted(header.run()));
    }
    out.flush();
    return ExitCode.DONE;
  }

  private String others(Set<String> known) {
    return String.join(", ", hosts.stream().filter(host -> !known.contains(host)).toList());
  }
}
