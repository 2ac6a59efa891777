package runbook.yaml;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;

/**
 * The anchors of a document. Also limits the number of nodes that aliases expand to, since a few
 * lines can expand to more than fits in memory.
 */
final class YamlAnchors {

  static final int BUDGET = 100_000;

  private final Map<String, Anchored> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final Problems problems;
  private int unfolded;

  YamlAnchors(Problems problems) {
    this.problems = problems;
  }

  /** A node with its number of nodes and its height. */
  record Anchored(Node node, int size, int height) {}

  void open(String name) {
    open.add(name);
  }

  void close(String name, Anchored anchored) {
    open.remove(name);
    known.put(name, anchored);
  }

  /** Returns a copy of the anchored node, positioned at the alias. */
  Anchored resolve(String name, Position at) throws UnreadableYaml {
    if (open.contains(name)) {
      problems.add(at, "'*" + name + "' is inside of the value that it refers to");
      throw new UnreadableYaml();
    }
    var anchored = known.get(name);
    if (anchored == null) {
      var near = Suggestion.closest(name, known.keySet());
      problems.add(
          at,
          "there is no anchor '&" + name + "' above",
          near.map(n -> "did you mean '*" + n + "'?")
              .orElse("a text that begins with '*' must be in quotes: \"*" + name + "\""));
      return new Anchored(new Node.Scalar(at, "*" + name, "*" + name, false, false), 1, 0);
    }
    unfolded += anchored.size();
    if (unfolded > BUDGET) {
      problems.add(at, "the aliases up to here expand to more than " + BUDGET + " values");
      throw new UnreadableYaml();
    }
    return new Anchored(moved(anchored.node(), at), anchored.size(), anchored.height());
  }

  private static Node moved(Node node, Position at) {
    return switch (node) {
      case Node.Scalar s -> new Node.Scalar(at, s.raw(), s.value(), s.plain(), s.secret());
      case Node.Sequence s -> new Node.Sequence(at, s.items());
      case Node.Mapping m -> new Node.Mapping(at, m.entries());
    };
  }
}
