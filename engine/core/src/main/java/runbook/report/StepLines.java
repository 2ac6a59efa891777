package runbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.module.Difference;
import runbook.text.Position;
import runbook.text.Snippet;

/** What is said about a step below its name: its differences, or why it failed. */
final class StepLines {

  private final UnaryOperator<String> mask;

  /**
   * @param mask hides secrets in a text
   */
  StepLines(UnaryOperator<String> mask) {
    this.mask = mask;
  }

  /** Returns the name of a step, with the item of its loop. */
  static String named(Event.StepId stepId) {
    return stepId.item().isEmpty() ? stepId.name() : stepId.name() + " (" + stepId.item() + ")";
  }

  /** Returns lines without margin. */
  List<String> of(String host, Position at, Failure failure) {
    var lines = new ArrayList<String>();
    if (failure.problems().isEmpty()) {
      lines.add("at " + at);
      lines.add(alone(host, failure.message()));
    }
    failure.problems().forEach(problem -> lines.addAll(masked(Snippet.of(problem))));
    failure.command().ifPresent(command -> lines.addAll(of(command)));
    lines.addAll(hint(failure.hint()));
    return lines;
  }

  private List<String> of(Failure.CommandFailure command) {
    var lines = new ArrayList<String>();
    var text = masked(command.text());
    lines.add("command: " + text.getFirst() + (text.size() > 1 ? " …" : ""));
    lines.add("exit status: " + command.exit());
    masked(String.join("\n", command.lastLines())).forEach(line -> lines.add("| " + line));
    return lines;
  }

  List<String> hint(String hint) {
    var lines = new ArrayList<String>();
    for (var line : masked(hint)) {
      lines.add((lines.isEmpty() ? "hint: " : "| ") + line);
    }
    return lines;
  }

  static List<String> of(Difference difference) {
    return switch (difference) {
      case Difference.ValueDifference(String what, String from, String to) ->
          List.of("%s: %s".formatted(what, from.isEmpty() ? to : from + " → " + to));
      case Difference.TextDifference texts -> TextDiff.lines(texts);
      case Difference.LinesDifference(String _, List<String> lines) -> lines;
    };
  }

  /** Returns the first difference, and the number of further ones. */
  static String brief(List<Difference> differences) {
    if (differences.isEmpty()) {
      return "";
    }
    var first =
        differences.getFirst()
                instanceof Difference.ValueDifference(String what, String from, String to)
            ? what + " " + (from.isEmpty() ? to : from + " → " + to)
            : what(differences.getFirst());
    long more = differences.stream().map(StepLines::what).distinct().count() - 1;
    return first + (more == 0 ? "" : " (and %d more)".formatted(more));
  }

  private static String what(Difference difference) {
    return switch (difference) {
      case Difference.ValueDifference(String what, String _, String _) -> what;
      case Difference.TextDifference(String what, String _, String _) -> what;
      case Difference.LinesDifference(String what, List<String> _) -> what;
    };
  }

  /** Removes the host name, which is shown already, from the start of a message. */
  static String alone(String host, String message) {
    return message.startsWith(host + ": ") ? message.substring(host.length() + 2) : message;
  }

  /** Masks lines that belong together; a secret may go on from one to the next. */
  List<String> masked(String text) {
    return mask.apply(text).lines().toList();
  }
}
