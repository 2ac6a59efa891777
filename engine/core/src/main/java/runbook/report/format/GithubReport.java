package runbook.report.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.report.RunSummary;
import runbook.report.RunSummary.StepGroup;
import runbook.report.StepSummary.StepState;
import runbook.report.Trouble;
import runbook.text.Position;

/**
 * Writes annotations for GitHub Actions, which shows them at the lines of the playbook. What is the
 * same on several hosts is said once, because GitHub shows only ten of a step.
 */
final class GithubReport {

  private final StringBuilder out = new StringBuilder();

  private GithubReport() {}

  static String of(RunSummary runSummary, boolean failOnChange) {
    var report = new GithubReport();
    runSummary
        .groups(StepState.FAILED)
        .forEach(group -> report.add("error", "failed", group, group.lines()));
    for (var trouble : runSummary.troubles()) {
      if (!trouble.kind().isFollowUp()) {
        report.add(trouble);
      }
    }
    // What a play changed is what it was for; a check tells of what is not as it should be.
    if (runSummary.about().check() || failOnChange) {
      var level = failOnChange ? "error" : "warning";
      runSummary
          .groups(StepState.CHANGED)
          .forEach(group ->
              report.add(
                  level,
                  runSummary.about().check() ? "would change" : "changed",
                  group,
                  group.lines()));
      runSummary
          .groups(StepState.UNKNOWN)
          .forEach(group ->
              report.add(failOnChange ? level : "notice", "unknown", group, group.lines()));
    }
    return report.out.toString();
  }

  private void add(String level, String word, StepGroup group, List<String> lines) {
    var text = new ArrayList<String>();
    text.add("%s on %s".formatted(word, HostNames.of(group.hosts())));
    text.addAll(lines);
    add(level, Optional.of(group.first().stepId().at()), group.first().name(), text);
  }

  private void add(Trouble trouble) {
    var what = trouble.kind().name().toLowerCase(java.util.Locale.ROOT);
    add(
        "error",
        trouble.place(),
        trouble.host().isEmpty() ? what : trouble.host() + " " + what,
        trouble.lines());
  }

  private void add(String level, Optional<Position> at, String title, List<String> lines) {
    out.append("::").append(level).append(' ');
    at.ifPresent(place -> {
      out.append("file=").append(property(place.source().name()));
      if (place.line() > 0) {
        out.append(",line=").append(place.line()).append(",col=").append(place.column());
      }
      out.append(',');
    });
    out.append("title=").append(property(title));
    out.append("::").append(data(String.join("\n", lines))).append('\n');
  }

  /** Escapes the text of an annotation, as GitHub's own toolkit does. */
  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
