package runbook.report.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import runbook.report.RunSummary;
import runbook.report.RunSummary.StepGroup;
import runbook.report.StepSummary;
import runbook.report.StepSummary.StepState;
import runbook.report.Trouble;
import runbook.text.Position;

/** Writes steps for a browser: what is the same on several hosts once, with the hosts. */
final class HtmlSteps {

  /** Browsers become slow with larger pages. */
  private static final int MOST_OUTPUT = 4_000_000;

  private static final int MOST_OF_ONE = 64_000;

  private final RunSummary runSummary;
  private final HtmlText html;

  HtmlSteps(RunSummary runSummary, HtmlText html) {
    this.runSummary = runSummary;
    this.html = html;
  }

  void section(String title, boolean isOpen, StepState... states) {
    var groups = runSummary.groups(states);
    if (groups.isEmpty()) {
      return;
    }
    html.open("section").open("h2").text(title + " ");
    html.element("small", String.valueOf(groups.size())).close("h2").line();
    groups.forEach(group -> group(group, isOpen));
    html.close("section").line();
  }

  private void group(StepGroup group, boolean isOpen) {
    var step = group.first();
    var at = step.stepId().at().toString();
    var state = word(step.state());
    begin(state, state, group.hosts(), step.play() + " " + step.name() + " " + at, isOpen);
    html.element("span", step.name(), "class", "name");
    html.element("span", step.brief(), "class", "brief").close("summary").line();
    html.element(
        "p", at + " · " + step.stepId().module() + " · play " + step.play(), "class", "at");
    end(group.hosts(), group.lines());
    if (step.state() != StepState.OK && step.state() != StepState.SKIPPED) {
      outputs(group);
    }
    html.close("details").line();
  }

  /** Begins what can be opened, and its line, which the caller ends. */
  private void begin(String state, String word, List<String> hosts, String task, boolean isOpen) {
    html.open(
        "details",
        "class",
        "step " + state,
        "data-state",
        state,
        "data-hosts",
        String.join(" ", hosts),
        "data-task",
        task,
        "open",
        isOpen ? "open" : false);
    html.open("summary").element("b", word, "class", "state");
    html.element("span", HostNames.of(hosts), "class", "on");
  }

  /** Writes the names of several hosts, and what is said about them. */
  private void end(List<String> hosts, List<String> lines) {
    if (hosts.size() > 1) {
      html.element("p", String.join(", ", hosts), "class", "hosts").line();
    }
    if (!lines.isEmpty()) {
      html.lines(lines);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** Writes what commands printed, those of several hosts that printed the same once. */
  private void outputs(StepGroup group) {
    var byOutput =
        group.steps().stream()
            .filter(step -> step.output().isPresent())
            .collect(
                Collectors.groupingBy(
                    HtmlSteps::output,
                    LinkedHashMap::new,
                    Collectors.mapping(StepSummary::host, Collectors.toList())));
    byOutput.forEach((output, hosts) -> {
      if (!output.isBlank()) {
        html.open("details", "class", "output");
        html.element("summary", "output on " + HostNames.of(hosts));
        boolean fits = html.length() + output.length() < MOST_OUTPUT;
        html.element(
            "pre",
            fits
                ? output
                : "left out: this page is large enough; see 'runbook show %s --host %s'"
                    .formatted(runSummary.about().run(), hosts.getFirst()));
        html.close("details").line();
      }
    });
  }

  private static String output(StepSummary step) {
    var ran = step.output().orElseThrow();
    var text = ran.out() + (ran.err().isEmpty() ? "" : "\nstandard error:\n" + ran.err());
    return text.length() <= MOST_OF_ONE
        ? text
        : "… the beginning is left out\n" + text.substring(text.length() - MOST_OF_ONE);
  }

  private record TroubleGroup(String kind, List<String> lines, String at) {}

  /** Writes what kept hosts from finishing. */
  void troubles() {
    var groups =
        runSummary.troubles().stream()
            .collect(
                Collectors.groupingBy(
                    HtmlSteps::group,
                    LinkedHashMap::new,
                    Collectors.mapping(Trouble::host, Collectors.toList())));
    if (groups.isEmpty()) {
      return;
    }
    html.open("section").open("h2").text("Not finished ");
    html.element("small", String.valueOf(groups.size())).close("h2").line();
    groups.forEach((group, hosts) -> trouble(group, hosts.stream().sorted().toList()));
    html.close("section").line();
  }

  private static TroubleGroup group(Trouble trouble) {
    return new TroubleGroup(
        word(trouble.kind()), trouble.lines(), trouble.place().map(Position::toString).orElse(""));
  }

  private void trouble(TroubleGroup group, List<String> hosts) {
    begin(word(StepState.FAILED), group.kind(), hosts, group.at(), false);
    html.element("span", group.lines().getFirst(), "class", "name").close("summary").line();
    end(hosts, group.lines());
    html.close("details").line();
  }
}
