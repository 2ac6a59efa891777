package runbook.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import runbook.journal.RecordedRun;
import runbook.journal.RunFolder;
import runbook.report.RunTotals;
import runbook.text.TerminalSafeText;

/** Lists the runs of a project. */
@Command(
    name = "runs",
    description = "Lists the last runs and checks of this project.",
    mixinStandardHelpOptions = true)
final class RunsCommand implements Callable<Integer> {

  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

  private static final List<String> HEAD =
      List.of(
          "run",
          "when",
          "playbook",
          "check",
          "result",
          "hosts",
          "ok",
          "changed",
          "failed",
          "unreachable",
          "took");

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var out = spec.commandLine().getOut();
    var runFinder = new RunFinder(spec);
    var rows = new ArrayList<List<String>>();
    for (var file : runFinder.all()) {
      var recordedRun = RecordedRun.open(file);
      if (recordedRun.isPresent()) {
        rows.add(row(recordedRun.get()));
      }
    }
    if (rows.isEmpty()) {
      out.println("there is no run in " + runFinder.folder());
      return ExitCode.DONE;
    }
    rows.addFirst(HEAD);
    var widths = new int[HEAD.size()];
    for (var row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    rows.forEach(row -> out.println(line(row, widths)));
    out.flush();
    return ExitCode.DONE;
  }

  private static List<String> row(RecordedRun recordedRun) throws IOException {
    var header = recordedRun.header();
    var totals = recordedRun.totals();
    return List.of(
        header.run(),
        WHEN.format(Instant.parse(header.began()).atZone(ZoneId.systemDefault())),
        header.playbook(),
        header.check() ? "check" : "-",
        result(recordedRun.file(), totals),
        "" + totals.hosts(),
        "" + totals.ok(),
        "" + totals.changed(),
        "" + totals.failed(),
        "" + totals.unreachable(),
        String.format(Locale.ROOT, "%.1f s", totals.took().toMillis() / 1000.0));
  }

  private static String result(Path file, RunTotals totals) {
    boolean goesOn = totals.result() == RunTotals.RunResult.UNFINISHED && RunFolder.isGoingOn(file);
    return goesOn ? "running" : totals.result().name().toLowerCase(Locale.ROOT);
  }

  private static String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      // Texts stand on the left of their columns, numbers on the right.
      var format = "%" + (i < 5 ? "-" : "") + widths[i] + "s  ";
      line.append(format.formatted(row.get(i)));
    }
    return TerminalSafeText.of(line.toString().stripTrailing());
  }
}
