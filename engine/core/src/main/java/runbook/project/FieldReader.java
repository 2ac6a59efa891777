package runbook.project;

import java.util.List;
import java.util.Optional;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.CelExpression;
import runbook.yaml.Node;

/** Reads the texts of a map that has a fixed set of keys. */
final class FieldReader {

  private final Node.Mapping map;
  private final String owner;
  private final Problems problems;

  private FieldReader(Node.Mapping map, String owner, Problems problems) {
    this.map = map;
    this.owner = owner;
    this.problems = problems;
  }

  /**
   * Returns the reader of a node; empty if the node is not a map.
   *
   * @param owner the noun for the map, as in "a role"
   */
  static Optional<FieldReader> of(Node node, String owner, List<String> keys, Problems problems) {
    if (!(node instanceof Node.Mapping map)) {
      problems.add(
          node.at(), owner + " must be a map", "it has the keys " + String.join(", ", keys));
      return Optional.empty();
    }
    for (var entry : map.entries()) {
      var key = entry.key().raw();
      if (!keys.contains(key)) {
        var near = Suggestion.hint(key, keys);
        problems.add(
            entry.key().at(),
            "%s has no key '%s'".formatted(owner, key),
            near.isEmpty() ? "it has " + String.join(", ", keys) : near);
      }
    }
    return Optional.of(new FieldReader(map, owner, problems));
  }

  Node.Mapping map() {
    return map;
  }

  Optional<Node.Scalar> text(String key) {
    return map.get(key)
        .flatMap(node -> {
          if (node instanceof Node.Scalar scalar
              && scalar.value() != null
              && !(scalar.value() instanceof CelExpression)) {
            return Optional.of(scalar);
          }
          problems.add(node.at(), "'%s' must be a text".formatted(key));
          return Optional.empty();
        });
  }

  /** Returns a text that must be there; adds a problem if it is not. */
  Optional<Node.Scalar> neededText(String key, String hint) {
    if (map.get(key).isEmpty()) {
      problems.add(map.at(), "%s needs '%s'".formatted(owner, key), hint);
    }
    return text(key);
  }

  /** Returns a list; other types are problems. */
  List<Node> list(String key, String example) {
    return switch (map.get(key).orElse(null)) {
      case null -> List.of();
      case Node.Sequence list -> list.items();
      case Node.Scalar scalar when scalar.value() == null -> List.of();
      case Node other -> {
        problems.add(other.at(), "'%s' must be a list".formatted(key), example);
        yield List.of();
      }
    };
  }
}
