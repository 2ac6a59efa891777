package runbook.schema;

import runbook.knowledge.Unknown;
import runbook.yaml.Node;

/** Describes values in messages. */
public final class ValueDescription {

  private static final int LONGEST = 40;

  private ValueDescription() {}

  /**
   * Returns, for example, "the text 'yes'", "the number 644" or "a list". Secrets are not shown.
   */
  public static String of(Node node) {
    return switch (node) {
      case Node.Sequence _ -> "a list";
      case Node.Mapping _ -> "a map";
      case Node.Scalar s when s.secret() -> "a secret";
      case Node.Scalar s ->
          switch (s.value()) {
            case null -> "nothing";
            case String text -> "the text '" + cut(text) + "'";
            case Number number -> "the number " + cut(number.toString());
            case Boolean truth -> truth.toString();
            case Unknown<?> _ -> "not known yet";
            default -> "a value";
          };
    };
  }

  private static String cut(String text) {
    var line = text.lines().findFirst().orElse("");
    return line.length() > LONGEST || line.length() < text.stripTrailing().length()
        ? line.substring(0, Math.min(LONGEST, line.length())) + "…"
        : line;
  }
}
