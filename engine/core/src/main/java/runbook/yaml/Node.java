package runbook.yaml;

import java.util.List;
import java.util.Optional;
import runbook.text.Position;

/** A node of a YAML document. */
public sealed interface Node {

  Position at();

  /** Returns whether the node has no content. */
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
   * @param raw the text as written, without quotes; it still tells 0644 from 644
   * @param value the value in YAML 1.2 (String, Long, BigInteger, Double, Boolean or null), a
   *     {@link CelExpression}, or the value of a variable
   * @param plain whether it is written without quotes
   * @param secret whether it is tagged {@code !secret}, and so masked in all output
   */
  record Scalar(Position at, String raw, Object value, boolean plain, boolean secret)
      implements Node {

    /**
     * Returns the position of a character of the raw text, or of the scalar if that cannot be
     * found.
     */
    public Position at(int index) {
      return ScalarPositions.of(this, index);
    }

    public Scalar asSecret() {
      return new Scalar(at, raw, value, plain, true);
    }
  }

  /** A list. */
  record Sequence(Position at, List<Node> items) implements Node {}

  /** A map, in the order of the file. */
  record Mapping(Position at, List<Entry> entries) implements Node {

    public Optional<Node> get(String key) {
      return entries.stream().filter(e -> e.key().raw().equals(key)).map(Entry::value).findFirst();
    }
  }

  /** A key of a map and its value. */
  record Entry(Scalar key, Node value) {}
}
