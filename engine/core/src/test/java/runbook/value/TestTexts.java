package runbook.value;

import java.util.List;
import java.util.stream.Collectors;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

/** Pieces of a file that exists only in a test. */
final class TestTexts {

  private TestTexts() {}

  /** Returns the position in a file where a text begins. */
  static Position place(Source source, String text) {
    int at = source.text().indexOf(text);
    var before = source.text().substring(0, at);
    return source.at(
        1 + (int) before.chars().filter(c -> c == '\n').count(),
        at - (before.lastIndexOf('\n') + 1) + 1);
  }

  /** Returns a file with a plain text. */
  static Node.Scalar text(String text) {
    return new Node.Scalar(new Source("text", text).at(1, 1), text, text, true, false);
  }

  static Node.Scalar text(String file, String text) {
    return new Node.Scalar(new Source(file, text).at(1, 1), text, text, true, false);
  }

  static Node.Scalar secret(String text) {
    return new Node.Scalar(new Source("text", text).at(1, 1), text, text, true, true);
  }

  static Condition condition(String... terms) {
    return new Condition(
        List.of(terms).stream()
            .map(t -> new Condition.Term(new Source("site.yml", t).at(1, 1), t))
            .toList());
  }

  /** Returns the problems as a user sees them. */
  static String problemTexts(Problems problems) {
    return problems.all().stream()
        .map(p -> p.at() + " " + p.message() + (p.hint().isEmpty() ? "" : " (" + p.hint() + ")"))
        .collect(Collectors.joining("\n"));
  }
}
