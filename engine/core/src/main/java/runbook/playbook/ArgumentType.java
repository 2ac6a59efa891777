package runbook.playbook;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The type of an argument of a role. */
public enum ArgumentType {
  ANY("any value"),
  TEXT("a text"),
  INTEGER("a whole number"),
  NUMBER("a number"),
  BOOLEAN("true or false"),
  LIST("a list"),
  MAP("a map");

  private final String noun;

  ArgumentType(String noun) {
    this.noun = noun;
  }

  /** Returns the type with a name in YAML. */
  static Optional<ArgumentType> of(String name) {
    return Arrays.stream(values()).filter(type -> type.word().equals(name)).findFirst();
  }

  static List<String> words() {
    return Arrays.stream(values()).map(ArgumentType::word).toList();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public String noun() {
    return noun;
  }

  /**
   * Reports whether a resolved value is of this type. A number can stand for a text, as in YAML.
   */
  public boolean accepts(Object value) {
    return switch (this) {
      case ANY -> true;
      // A secret text has a type of its own.
      case TEXT -> !(value instanceof Boolean || value instanceof List || value instanceof Map);
      case INTEGER ->
          value instanceof Long || value instanceof Integer || value instanceof BigInteger;
      case NUMBER -> value instanceof Number;
      case BOOLEAN -> value instanceof Boolean;
      case LIST -> value instanceof List;
      case MAP -> value instanceof Map;
    };
  }
}
