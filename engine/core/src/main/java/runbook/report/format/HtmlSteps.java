package runbook.report.format;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    var state = step.state().name().toLowerCase(Locale.ROOT);
    var at = step.stepId().at().toString();
    Object[] attributes = {
      "class",
      "step " + state,
      "data-state",
      state,
      "data-hosts",
      String.join(" ", group.hosts()),
      "data-task",
      step.play() + " " + step.name() + " " + at
    };
    html.open("details", isOpen ? with(attributes, "open", "open") : attributes);
    html.open("summary").element("b", state, "class", "state");
    html.element("span", HostNames.of(group.hosts()), "class", "on");
    html.element("span", step.name(), "class", "name");
    html.element("span", step.brief(), "class", "brief").close("summary").line();
    html.element(
        "p", at + " · " + step.stepId().module() + " · play " + step.play(), "class", "at");
    if (group.hosts().size() > 1) {
      html.element("p", String.join(", ", group.hosts()), "class", "hosts").line();
    }
    var lines = group.lines();
    if (!lines.isEmpty()) {
      html.lines(lines);
    }
    outputs(group);
    html.close("details").line();
  }

  private static Object[] with(Object[] attributes, Object... more) {
    return Stream.of(attributes, more).flatMap(Stream::of).toArray();
  }

  /** Writes what commands printed, those of several hosts that printed the same once. */
  private void outputs(StepGroup group) {
    var first = group.first();
    if (first.state() == StepState.OK || first.state() == StepState.SKIPPED) {
      return;
    }
    Predicate<StepSummary> isOfGroup =
        step ->
            step.stepId().equals(first.stepId())
                && step.play().equals(first.play())
                && group.hosts().contains(step.host());
    var byOutput =
        runSummary.steps().stream()
            .filter(isOfGroup)
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
        trouble.kind().name().toLowerCase(Locale.ROOT),
        trouble.lines(),
        trouble.place().map(Position::toString).orElse(""));
  }

  private void trouble(TroubleGroup group, List<String> hosts) {
    html.open(
        "details",
        "class",
        "step failed",
        "data-state",
        "failed",
        "data-hosts",
        String.join(" ", hosts),
        "data-task",
        group.at());
    html.open("summary").element("b", group.kind(), "class", "state");
    html.element("span", HostNames.of(hosts), "class", "on");
    html.element("span", group.lines().getFirst(), "class", "name").close("summary").line();
    if (hosts.size() > 1) {
      html.element("p", String.join(", ", hosts), "class", "hosts").line();
    }
    html.lines(group.lines());
    html.close("details").line();
  }
}
