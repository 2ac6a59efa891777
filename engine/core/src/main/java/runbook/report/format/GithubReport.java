package runbook.report.format;

import java.util.List;

/**
 * Writes annotations for GitHub Actions, which shows them at the lines of the playbook. GitHub
 * shows only ten of each kind, so they come with the most important first.
 */
final class GithubReport {

  private final StringBuilder out = new StringBuilder();

  private GithubReport() {}

  static String of(List<ReportFinding> findings) {
    var report = new GithubReport();
    findings.forEach(report::add);
    return report.out.toString();
  }

  private void add(ReportFinding finding) {
    var word =
        switch (finding.level()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "notice";
        };
    out.append("::").append(word).append(' ');
    finding
        .at()
        .ifPresent(place -> {
          out.append("file=").append(property(place.source().name()));
          if (place.line() > 0) {
            out.append(",line=").append(place.line()).append(",col=").append(place.column());
          }
          out.append(',');
        });
    out.append("title=").append(property(finding.title()));
    out.append("::").append(data(String.join("\n", finding.lines()))).append('\n');
  }

  /** Escapes the text of an annotation, as GitHub's own toolkit does. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
