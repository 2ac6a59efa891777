package runbook.yaml;

import java.util.Optional;
import runbook.text.Position;
import runbook.text.Problems;

/**
 * Handles the only known tags, {@code !secret} and {@code !cel}, which both apply to single values.
 */
final class YamlTags {

  private static final String CEL = "!cel";
  private static final String SECRET = "!secret";

  private final Problems problems;

  YamlTags(Problems problems) {
    this.problems = problems;
  }

  /** Returns whether the value is an expression. */
  static boolean computed(Optional<String> tag) {
    return tag.filter(CEL::equals).isPresent();
  }

  /** Returns the name without what follows, which is a secret if only the space is missing. */
  private static String shown(String name) {
    return name.startsWith(SECRET) ? SECRET + "…" : name;
  }

  boolean secret(Optional<String> tag, Position at, boolean single) {
    if (tag.isEmpty()) {
      return false;
    }
    var name = tag.get().replace("tag:yaml.org,2002:", "!!");
    if (name.equals(CEL)) {
      if (!single) {
        problems.add(at, "!cel is for a single value", "write the expression behind it, in quotes");
      }
      return false;
    }
    if (!name.equals(SECRET)) {
      problems.add(
          at,
          "unknown tag '" + shown(name) + "'",
          name.startsWith("!!")
              ? "types need no tag: put quotes around a text, and none around a number"
              : "the only tags are !secret and !cel; a text that begins with '!' must be in"
                  + " quotes");
      return false;
    }
    if (!single) {
      problems.add(at, "!secret marks a single value", "write it before each secret value");
    }
    return single;
  }
}
