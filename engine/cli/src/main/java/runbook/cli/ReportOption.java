package runbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import runbook.report.RunSummary;
import runbook.report.format.ReportFinding;
import runbook.report.format.ReportFormat;
import runbook.text.Problems;

/** The options for reports of a run. */
final class ReportOption {

  /**
   * A report to make.
   *
   * @param file where to; empty for standard output
   */
  record WantedReport(ReportFormat format, Optional<Path> file) {}

  @Option(
      names = "--report",
      paramLabel = "FORMAT[=FILE]",
      converter = Reader.class,
      description = {
        "also report it as html, junit, github, markdown, json or sarif, in a file or on"
            + " standard output; can be repeated"
      })
  private List<WantedReport> wanted = new ArrayList<>();

  @Option(
      names = "--fail-on-change",
      description = "in reports, count a change as a failure: what a check finds has drifted")
  private boolean failOnChange;

  /** Reads the value of an option. */
  static final class Reader implements ITypeConverter<WantedReport> {

    @Override
    public WantedReport convert(String value) {
      var parts = value.split("=", 2);
      var format =
          ReportFormat.named(parts[0])
              .orElseThrow(() ->
                  new TypeConversionException(
                      "'%s' is none of %s".formatted(parts[0], ReportFormat.words())));
      if (parts.length == 2 && parts[1].isBlank()) {
        throw new TypeConversionException("a file must follow '%s='".formatted(parts[0]));
      }
      return new WantedReport(
          format, parts.length == 2 ? Optional.of(Path.of(parts[1])) : Optional.empty());
    }
  }

  /** Returns the words of a command line that ask for the same. */
  List<String> words() {
    var words = new ArrayList<String>();
    for (var report : wanted) {
      words.add("--report");
      words.add(report.format() + report.file().map(file -> "=" + file).orElse(""));
    }
    if (failOnChange) {
      words.add("--fail-on-change");
    }
    return words;
  }

  boolean isWanted() {
    return !wanted.isEmpty();
  }

  /**
   * Makes all reports.
   *
   * @return the status, which says so if a report could not be written
   */
  int make(RunSummary runSummary, int status, PrintWriter out, PrintWriter err) {
    return make(format -> format.of(runSummary, failOnChange), status, out, err);
  }

  /** Makes the reports of mistakes that were found without a run. */
  int make(
      Problems problems, UnaryOperator<String> mask, int status, PrintWriter out, PrintWriter err) {
    var findings = ReportFinding.of(problems);
    return make(format -> mask.apply(format.of(findings)), status, out, err);
  }

  /** Returns a format that cannot tell of mistakes without a run, but is wanted. */
  Optional<ReportFormat> unfitForMistakes() {
    return wanted.stream()
        .map(WantedReport::format)
        .filter(format -> !format.isForMistakes())
        .findFirst();
  }

  /** Reports whether a report goes to standard output, where other lines would be in its way. */
  boolean isPrinted() {
    return wanted.stream().anyMatch(report -> report.file().isEmpty());
  }

  private int make(
      Function<ReportFormat, String> text, int status, PrintWriter out, PrintWriter err) {
    int worst = status;
    for (var report : wanted) {
      if (report.file().isEmpty()) {
        out.print(text.apply(report.format()));
        out.flush();
        continue;
      }
      try {
        write(report.file().get().toAbsolutePath(), text.apply(report.format()));
      } catch (IOException e) {
        err.println("runbook: cannot write the report %s: %s".formatted(report.file().get(), e));
        worst = worst == ExitCode.DONE || worst == ExitCode.CHANGED ? ExitCode.UNAVAILABLE : worst;
      }
    }
    return worst;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // Such as /dev/stderr, or a pipe.
      Files.writeString(file, text);
      return;
    }
    WholeFile.put(file, draft -> Files.writeString(draft, text));
  }
}
