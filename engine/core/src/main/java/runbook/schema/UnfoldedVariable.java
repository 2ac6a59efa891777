package runbook.schema;

import java.util.List;
import java.util.Map;
import runbook.text.Position;
import runbook.value.SecretText;
import runbook.yaml.Node;

/** Converts lists and maps from variables to the nodes they would be if written in the file. */
final class UnfoldedVariable {

  private UnfoldedVariable() {}

  static Node unfold(Node node) {
    return node instanceof Node.Scalar s && (s.value() instanceof List || s.value() instanceof Map)
        ? node(s.at(), s.value(), s.secret())
        : node;
  }

  private static Node node(Position at, Object value, boolean secret) {
    return switch (value) {
      case List<?> list ->
          new Node.Sequence(at, list.stream().map(v -> node(at, v, secret)).toList());
      case Map<?, ?> map ->
          new Node.Mapping(
              at,
              map.entrySet().stream()
                  .map(e ->
                      new Node.Entry(
                          scalar(at, String.valueOf(e.getKey()), false),
                          node(at, e.getValue(), secret)))
                  .toList());
      case SecretText(String text, _) -> scalar(at, text, true);
      case null, default -> scalar(at, value, secret);
    };
  }

  private static Node.Scalar scalar(Position at, Object value, boolean secret) {
    return new Node.Scalar(at, String.valueOf(value), value, false, secret);
  }
}
