package runbook.yaml;

import java.util.List;
import java.util.Optional;
import runbook.text.Position;

/** A node of a YAML text. */
public sealed interface Node {

  Position at();

  /** Whether nothing is written in it. */
  default boolean isEmpty() {
    return switch (this) {
      case Scalar scalar -> scalar.value() == null;
      case Sequence list -> list.items().isEmpty();
      case Mapping map -> map.entries().isEmpty();
    };
  }

  /**
   * A single value.
   *
   * @param raw the text as written, without its quotes: the only form in which 0644 is still 0644
   * @param value what YAML 1.2 makes of it (String, Long, BigInteger, Double, Boolean or null),
   *     {@link CelExpression}, or what a variable held
   * @param plain written without quotes
   * @param secret tagged {@code !secret}: masked wherever it would be shown
   */
  record Scalar(Position at, String raw, Object value, boolean plain, boolean secret)
      implements Node {

    /** Where a character of the raw text stands; the scalar's own place when that is not found. */
    public Position at(int index) {
      return ScalarPositions.of(this, index);
    }
  }

  /** A list. */
  record Sequence(Position at, List<Node> items) implements Node {}

  /** A map, in the order of the text. */
  record Mapping(Position at, List<Entry> entries) implements Node {

    public Optional<Node> get(String key) {
      return entries.stream().filter(e -> e.key().raw().equals(key)).map(Entry::value).findFirst();
    }
  }

  /** A key of a map with its value. */
  record Entry(Scalar key, Node value) {}
}
