package runbook.report.format;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import runbook.event.Event;
import runbook.report.RunSummary;
import runbook.report.StepSummary;
import runbook.report.StepSummary.StepState;
import runbook.report.Trouble;

/**
 * Writes a run as JUnit's XML: a suite for each host, with a case for each of its tasks. What kept
 * a host from finishing is a case with an error.
 */
final class JunitReport {

  /** A task on a host. */
  private record TestCase(String name, double seconds, Verdict verdict) {}

  /**
   * @param element the element that says how it ended; empty if it passed
   */
  private record Verdict(String element, String type, String message, List<String> lines) {}

  private static final Verdict PASSED = new Verdict("", "", "", List.of());

  private final RunSummary runSummary;
  private final boolean failOnChange;

  /** Whether a name needs that of its play. */
  private final boolean hasPlays;

  private JunitReport(RunSummary runSummary, boolean failOnChange) {
    this.runSummary = runSummary;
    this.failOnChange = failOnChange;
    this.hasPlays = runSummary.steps().stream().map(StepSummary::play).distinct().count() > 1;
  }

  static String of(RunSummary runSummary, boolean failOnChange) {
    return new JunitReport(runSummary, failOnChange).text();
  }

  private String text() {
    var suites = new LinkedHashMap<String, List<TestCase>>();
    runSummary.hosts().keySet().forEach(host -> suites.put(host, new ArrayList<>()));
    runSummary
        .steps()
        .forEach(step -> suites.computeIfAbsent(step.host(), _ -> new ArrayList<>()).add(of(step)));
    for (var trouble : runSummary.troubles()) {
      var suite = trouble.host().isEmpty() ? "all hosts" : trouble.host();
      suites.computeIfAbsent(suite, _ -> new ArrayList<>()).add(of(trouble));
    }
    var xml = new XmlText();
    xml.open("testsuites", Map.of());
    int number = 0;
    for (var suite : suites.entrySet()) {
      suite(xml, number++, suite.getKey(), suite.getValue());
    }
    return xml.close("testsuites").toString();
  }

  /** Writes what every known schema of this format allows, in the order of the strictest. */
  private void suite(XmlText xml, int number, String host, List<TestCase> cases) {
    var attributes = counts(host, cases);
    attributes.put("id", number);
    attributes.put("package", runSummary.about().playbook());
    attributes.put("timestamp", runSummary.about().began().replaceFirst("(\\.\\d+)?Z$", ""));
    attributes.put("hostname", host);
    xml.open("testsuite", attributes);
    xml.open("properties", Map.of());
    property(xml, "run", runSummary.about().run());
    property(xml, "check", Boolean.toString(runSummary.about().check()));
    xml.close("properties");
    var names = new HashMap<String, Integer>();
    for (var testCase : cases) {
      var own = new LinkedHashMap<String, Object>();
      int count = names.merge(testCase.name(), 1, Integer::sum);
      own.put("name", testCase.name() + (count == 1 ? "" : " #" + count));
      own.put("classname", host);
      own.put("time", seconds(testCase.seconds()));
      if (testCase.verdict().element().isEmpty()) {
        xml.empty("testcase", own);
      } else {
        xml.open("testcase", own);
        verdict(xml, testCase.verdict());
        xml.close("testcase");
      }
    }
    xml.text("system-out", Map.of(), outputs(host, Event.CommandRan::out));
    xml.text("system-err", Map.of(), outputs(host, Event.CommandRan::err));
    xml.close("testsuite");
  }

  private static void property(XmlText xml, String name, String value) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("name", name);
    attributes.put("value", value);
    xml.empty("property", attributes);
  }

  /** Returns what the commands of failed steps printed. */
  private String outputs(String host, Function<Event.CommandRan, String> stream) {
    return runSummary.steps().stream()
        .filter(step -> step.host().equals(host) && step.state() == StepState.FAILED)
        .filter(step -> step.output().map(stream).filter(text -> !text.isEmpty()).isPresent())
        .map(step -> step.name() + ":\n" + step.output().map(stream).orElseThrow())
        .collect(Collectors.joining("\n"));
  }

  private static void verdict(XmlText xml, Verdict verdict) {
    var attributes = new LinkedHashMap<String, Object>();
    attributes.put("message", verdict.message());
    if (!verdict.element().equals("skipped")) {
      attributes.put("type", verdict.type());
    }
    xml.text(verdict.element(), attributes, String.join("\n", verdict.lines()));
  }

  private static Map<String, Object> counts(String name, List<TestCase> cases) {
    var counts = new LinkedHashMap<String, Object>();
    counts.put("name", name);
    counts.put("tests", cases.size());
    counts.put("failures", count(cases, "failure"));
    counts.put("errors", count(cases, "error"));
    counts.put("skipped", count(cases, "skipped"));
    counts.put("time", seconds(cases.stream().mapToDouble(TestCase::seconds).sum()));
    return counts;
  }

  private static long count(List<TestCase> cases, String element) {
    return cases.stream().filter(one -> one.verdict().element().equals(element)).count();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  private TestCase of(StepSummary step) {
    var name = hasPlays ? step.play() + ": " + step.name() : step.name();
    return new TestCase(name, step.took().toNanos() / 1e9, verdict(step));
  }

  private Verdict verdict(StepSummary step) {
    return switch (step.state()) {
      case OK, IGNORED -> PASSED;
      case SKIPPED -> new Verdict("skipped", "", step.why(), List.of());
      case FAILED ->
          new Verdict("failure", "failed", step.failure().orElseThrow().message(), lines(step));
      case CHANGED, UNKNOWN -> failOnChange ? drift(step) : PASSED;
    };
  }

  private Verdict drift(StepSummary step) {
    var word = step.state() == StepState.UNKNOWN ? "unknown" : "changed";
    var said = step.state() == StepState.UNKNOWN ? step.why() : step.brief();
    return new Verdict("failure", word, said.isEmpty() ? word : word + ": " + said, lines(step));
  }

  private static List<String> lines(StepSummary step) {
    var lines = new ArrayList<>(step.lines());
    if (step.state() != StepState.FAILED) {
      lines.addFirst("at " + step.stepId().at());
    }
    return lines;
  }

  private static TestCase of(Trouble trouble) {
    var word = trouble.kind().name().toLowerCase(Locale.ROOT);
    return new TestCase(
        word,
        0,
        trouble.kind().isFollowUp()
            ? new Verdict("skipped", "", trouble.message(), List.of())
            : new Verdict("error", word, trouble.message(), trouble.lines()));
  }
}
