package runbook.report.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import runbook.report.RunSummary;
import runbook.report.RunSummary.StepGroup;
import runbook.report.StepSummary.StepState;
import runbook.report.Trouble;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * Something that a program shows at a line of a playbook. What is the same on several hosts is one
 * finding.
 *
 * @param rule the kind of it, in one word
 */
public record ReportFinding(
    FindingLevel level, String rule, Optional<Position> at, String title, List<String> lines) {

  /** How much it matters. */
  public enum FindingLevel {
    ERROR,
    WARNING,
    NOTE
  }

  static List<ReportFinding> of(RunSummary runSummary, boolean failOnChange) {
    var findings = new ArrayList<ReportFinding>();
    runSummary
        .groups(StepState.FAILED)
        .forEach(group -> findings.add(of(group, FindingLevel.ERROR, "failed", "failed")));
    for (var trouble : runSummary.troubles()) {
      if (!trouble.kind().isFollowUp()) {
        findings.add(of(trouble));
      }
    }
    // What a play changed is what it was for; a check tells of what is not as it should be.
    if (runSummary.about().check() || failOnChange) {
      var word = runSummary.about().check() ? "would change" : "changed";
      var change = failOnChange ? FindingLevel.ERROR : FindingLevel.WARNING;
      var unknown = failOnChange ? FindingLevel.ERROR : FindingLevel.NOTE;
      runSummary
          .groups(StepState.CHANGED)
          .forEach(group -> findings.add(of(group, change, "changed", word)));
      runSummary
          .groups(StepState.UNKNOWN)
          .forEach(group -> findings.add(of(group, unknown, "unknown", "unknown")));
    }
    return findings;
  }

  private static ReportFinding of(StepGroup group, FindingLevel level, String rule, String word) {
    var lines = new ArrayList<String>();
    lines.add("%s on %s".formatted(word, HostNames.of(group.hosts())));
    lines.addAll(group.lines());
    return new ReportFinding(
        level, rule, Optional.of(group.first().stepId().at()), group.first().name(), lines);
  }

  private static ReportFinding of(Trouble trouble) {
    var rule = trouble.kind().name().toLowerCase(Locale.ROOT);
    return new ReportFinding(
        FindingLevel.ERROR,
        rule,
        trouble.place(),
        trouble.host().isEmpty() ? rule : trouble.host() + " " + rule,
        trouble.lines());
  }

  /** Returns the mistakes that were found without a run. */
  public static List<ReportFinding> of(Problems problems) {
    var findings = new ArrayList<ReportFinding>();
    problems.all().forEach(one -> findings.add(of(one, FindingLevel.ERROR, "mistake")));
    problems.warnings().forEach(one -> findings.add(of(one, FindingLevel.WARNING, "doubt")));
    return findings;
  }

  private static ReportFinding of(Problem problem, FindingLevel level, String rule) {
    var lines = new ArrayList<>(problem.message().lines().toList());
    if (!problem.hint().isEmpty()) {
      lines.add("hint: " + problem.hint());
    }
    return new ReportFinding(level, rule, Optional.of(problem.at()), "runbook lint", lines);
  }

  /** Returns where it is; if that is not known, the whole playbook. */
  Position place(String playbook) {
    return at.orElseGet(() -> new Source(playbook, "").whole());
  }
}
