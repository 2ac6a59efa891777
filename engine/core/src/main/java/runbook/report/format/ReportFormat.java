package runbook.report.format;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.report.RunSummary;

/** The forms in which a run can be reported. */
public enum ReportFormat {
  JUNIT("junit"),
  GITHUB("github"),
  MARKDOWN("markdown"),
  HTML("html"),
  JSON("json"),
  SARIF("sarif");

  private final String word;

  ReportFormat(String word) {
    this.word = word;
  }

  /** Returns the format with a name. */
  public static Optional<ReportFormat> named(String word) {
    return Arrays.stream(values()).filter(format -> format.word.equals(word)).findFirst();
  }

  /** Returns the names of all formats. */
  public static String words() {
    return Arrays.stream(values()).map(format -> format.word).collect(Collectors.joining(", "));
  }

  /**
   * Returns the text of a report.
   *
   * @param failOnChange whether a change counts as a failure
   */
  public String of(RunSummary runSummary, boolean failOnChange) {
    return switch (this) {
      case JUNIT -> JunitReport.of(runSummary, failOnChange);
      case GITHUB -> GithubReport.of(ReportFinding.of(runSummary, failOnChange));
      case MARKDOWN -> MarkdownReport.of(runSummary);
      case HTML -> HtmlReport.of(runSummary);
      case JSON -> JsonReport.of(runSummary);
      case SARIF ->
          SarifReport.of(ReportFinding.of(runSummary, failOnChange), runSummary.about().playbook());
    };
  }

  /** Reports whether it can tell of mistakes that are found without a run. */
  public boolean isForMistakes() {
    return this == GITHUB || this == SARIF;
  }

  /** Returns the text of a report of mistakes that were found without a run. */
  public String of(List<ReportFinding> mistakes) {
    return this == GITHUB ? GithubReport.of(mistakes) : SarifReport.of(mistakes, "");
  }

  @Override
  public String toString() {
    return word;
  }
}
