package runbook.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.journal.JsonReader;

/**
 * A play or check of an example, as its JSON report tells.
 *
 * @param status the exit status
 * @param steps those that were neither ok nor skipped, by a name with host and position
 */
record PlayedExample(int status, Map<String, PlayedStep> steps) {

  static final String CHANGED = "changed";
  static final String UNKNOWN = "unknown";

  /** How a step ended, and what was said about it. */
  record PlayedStep(String state, List<String> lines) {}

  static PlayedExample read(int status, Path report) throws IOException {
    var steps = new LinkedHashMap<String, PlayedStep>();
    // A play that was refused before it began leaves no report.
    if (Files.exists(report)
        && JsonReader.read(Files.readString(report)) instanceof Map<?, ?> summary) {
      for (var entry : (List<?>) summary.get("steps")) {
        var step = (Map<?, ?>) entry;
        var lines = ((List<?>) step.get("lines")).stream().map(String::valueOf).toList();
        steps.put(name(step), new PlayedStep(String.valueOf(step.get("state")), lines));
      }
    }
    return new PlayedExample(status, steps);
  }

  private static String name(Map<?, ?> step) {
    var item = step.get("item") == null ? "" : " (" + step.get("item") + ")";
    return "%s: %s%s at %s".formatted(step.get("host"), step.get("name"), item, step.get("at"));
  }

  /** Returns the steps in a state. */
  List<String> steps(String state) {
    return steps.entrySet().stream()
        .filter(step -> step.getValue().state().equals(state))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the steps that this check foretold otherwise than the play did them. */
  List<String> deviations(PlayedExample play) {
    var deviations = new ArrayList<String>();
    for (var name : play.steps(CHANGED)) {
      var foretold = steps.get(name);
      if (foretold == null) {
        deviations.add(name + ": changed, but the check said ok");
      } else if (foretold.state().equals(CHANGED)
          && !foretold.lines().equals(play.steps().get(name).lines())) {
        deviations.add(
            "%s: the check said %s, but the play did %s"
                .formatted(name, foretold.lines(), play.steps().get(name).lines()));
      }
    }
    for (var name : steps(CHANGED)) {
      var done = play.steps().get(name);
      if (done == null || !done.state().equals(CHANGED)) {
        deviations.add(name + ": the check said it would change, but it did not");
      }
    }
    return deviations;
  }
}
