package runbook.report.format;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.text.IndentedJson;
import runbook.text.Position;

/** Writes findings as SARIF 2.1.0, which code scanning reads. */
final class SarifReport {

  private static final String VERSION = "2.1.0";

  private static final Map<String, String> RULES =
      ordered(
          "failed", "a step failed",
          "changed", "a host is not as the playbook says",
          "unknown", "a check cannot tell what a step would do",
          "unreachable", "a host could not be reached, or was lost",
          "busy", "another run is at work on a host",
          "interrupted", "the run was interrupted",
          "barrier", "a barrier did not open",
          "rolling", "a rolling block admitted no further host",
          "mistake", "a mistake in a file",
          "doubt", "something that may be a mistake");

  private SarifReport() {}

  /**
   * @param playbook where findings are that have no place of their own
   */
  static String of(List<ReportFinding> findings, String playbook) {
    var driver = new LinkedHashMap<String, Object>();
    driver.put("name", "runbook");
    driver.put(
        "rules",
        RULES.entrySet().stream()
            .map(rule ->
                both("id", rule.getKey(), "shortDescription", Map.of("text", rule.getValue())))
            .toList());
    var run = new LinkedHashMap<String, Object>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", findings.stream().map(finding -> result(finding, playbook)).toList());
    var all = new LinkedHashMap<String, Object>();
    all.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    all.put("version", VERSION);
    all.put("runs", List.of(run));
    return IndentedJson.write(all);
  }

  private static Map<String, Object> result(ReportFinding finding, String playbook) {
    var result = new LinkedHashMap<String, Object>();
    result.put("ruleId", finding.rule());
    result.put(
        "level",
        switch (finding.level()) {
          case ERROR -> "error";
          case WARNING -> "warning";
          case NOTE -> "note";
        });
    var text = finding.title() + ": " + String.join("\n", finding.lines());
    result.put("message", Map.of("text", text));
    var place = place(finding.place(playbook));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    return result;
  }

  private static Map<String, Object> place(Position at) {
    var place = new LinkedHashMap<String, Object>();
    place.put("artifactLocation", Map.of("uri", uri(at.source().name())));
    if (at.line() > 0) {
      place.put("region", both("startLine", at.line(), "startColumn", Math.max(1, at.column())));
    }
    return place;
  }

  /** Returns a path as a reference; one that is relative stays so, for the root of a repository. */
  private static String uri(String file) {
    try {
      return file.startsWith("/")
          ? Path.of(file).normalize().toUri().toString()
          : new URI(null, null, Path.of(file).normalize().toString(), null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path that is no reference: " + file, e);
    }
  }

  private static Map<String, Object> both(String one, Object first, String two, Object second) {
    var all = new LinkedHashMap<String, Object>();
    all.put(one, first);
    all.put(two, second);
    return all;
  }

  private static Map<String, String> ordered(String... words) {
    var all = new LinkedHashMap<String, String>();
    for (int i = 0; i < words.length; i += 2) {
      all.put(words[i], words[i + 1]);
    }
    return all;
  }
}
