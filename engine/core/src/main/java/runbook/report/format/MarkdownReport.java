package runbook.report.format;

import java.util.List;
import java.util.Locale;
import runbook.report.RunSummary;
import runbook.report.RunSummary.StepGroup;
import runbook.report.StepSummary.StepState;

/**
 * Writes a comment for a pull request, in GitHub's Markdown. What is the same on several hosts is
 * said once, with the hosts. GitHub refuses longer comments than 65,536 characters.
 */
final class MarkdownReport {

  private static final int LONGEST = 60_000;
  private static final int MOST_HOSTS = 30;

  private final RunSummary runSummary;
  private final StringBuilder out = new StringBuilder();
  private int leftOut;

  private MarkdownReport(RunSummary runSummary) {
    this.runSummary = runSummary;
  }

  static String of(RunSummary runSummary) {
    return new MarkdownReport(runSummary).text();
  }

  private String text() {
    var about = runSummary.about();
    out.append(
        "### runbook %s of %s: %s\n\n%s (run `%s`, %.1f s)\n"
            .formatted(
                about.check() ? "check" : "play",
                code(about.playbook()),
                runSummary.totals().result().name().toLowerCase(Locale.ROOT),
                runSummary.sentence(),
                about.run(),
                runSummary.totals().took().toMillis() / 1000.0));
    section("Failed", runSummary.groups(StepState.FAILED), true);
    troubles();
    section(
        about.check() ? "Would change" : "Changed", runSummary.groups(StepState.CHANGED), false);
    section("Unknown", runSummary.groups(StepState.UNKNOWN), false);
    section("Failures ignored", runSummary.groups(StepState.IGNORED), false);
    if (leftOut > 0) {
      out.append("\n%d more are not shown: a comment has an end.\n".formatted(leftOut));
    }
    if (!runSummary.hosts().isEmpty()) {
      hosts();
    }
    return out.toString();
  }

  private void section(String title, List<StepGroup> groups, boolean isOpen) {
    if (groups.isEmpty()) {
      return;
    }
    out.append("\n#### %s\n\n".formatted(title));
    for (var group : groups) {
      var first = group.first();
      var summary =
          "%s on %s%s"
              .formatted(
                  html(first.name()),
                  html(HostNames.of(group.hosts())),
                  first.brief().isEmpty() ? "" : ": " + html(first.brief()));
      var lines = group.lines();
      if (out.length() + length(lines) > LONGEST) {
        leftOut++;
      } else if (lines.isEmpty()) {
        out.append("- ").append(escaped(summary)).append('\n');
      } else {
        out.append(
            "<details%s><summary>%s</summary>\n\n".formatted(isOpen ? " open" : "", summary));
        out.append(code(first.stepId().at().toString())).append("\n\n");
        fenced(lines);
        out.append("\n</details>\n");
      }
    }
  }

  private static int length(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 1).sum() + 500;
  }

  private void troubles() {
    var wanted = runSummary.troubles().stream().filter(one -> !one.kind().isFollowUp()).toList();
    if (!wanted.isEmpty()) {
      out.append("\n#### Not finished\n\n");
    }
    for (var trouble : wanted) {
      var word = trouble.kind().name().toLowerCase(Locale.ROOT);
      out.append(
          "- **%s**: %s\n"
              .formatted(
                  trouble.host().isEmpty() ? word : html(trouble.host()) + " " + word,
                  String.join(
                      "<br>", trouble.lines().stream().map(MarkdownReport::html).toList())));
    }
  }

  private void hosts() {
    out.append("\n<details><summary>Hosts</summary>\n\n");
    out.append("| host | ok | %s | unknown | skipped | failed | |\n".formatted(changed()));
    out.append("|---|--:|--:|--:|--:|--:|---|\n");
    runSummary.hosts().entrySet().stream()
        .limit(MOST_HOSTS)
        .forEach(host -> {
          var counts = host.getValue();
          out.append(
              "| %s | %d | %d | %d | %d | %d | %s |\n"
                  .formatted(
                      plain(host.getKey()),
                      counts.ok(),
                      counts.changed(),
                      counts.unsure(),
                      counts.skipped(),
                      counts.failed(),
                      plain(counts.end().orElse(""))));
        });
    int more = runSummary.hosts().size() - MOST_HOSTS;
    out.append(more > 0 ? "\n%d more hosts\n".formatted(more) : "");
    out.append("\n</details>\n");
  }

  private String changed() {
    return runSummary.about().check() ? "change" : "changed";
  }

  /** Writes lines as they are, between fences that are longer than any in them. */
  private void fenced(List<String> lines) {
    var fence = "```";
    while (String.join("\n", lines).contains(fence)) {
      fence += "`";
    }
    boolean isDiff = lines.stream().anyMatch(line -> line.startsWith("@@ "));
    out.append(fence).append(isDiff ? "diff" : "").append('\n');
    lines.forEach(line -> out.append(line).append('\n'));
    out.append(fence).append('\n');
  }

  private static String code(String text) {
    return text.contains("`") ? plain(text) : "`" + text + "`";
  }

  /** Escapes what has a meaning in HTML. Markdown has none within an element of HTML. */
  private static String html(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ");
  }

  private static String plain(String text) {
    return escaped(html(text));
  }

  /** Escapes what has a meaning in Markdown. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\`*_\\[\\]|~])", "\\\\$1");
  }
}
