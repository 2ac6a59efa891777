package runbook.value;

import java.util.Optional;
import java.util.Set;

/** What a variable may be called. */
public final class VariableNames {

  /** Names that runbook itself gives a value. */
  public static final Set<String> RESERVED =
      Set.of(
          "group_names",
          "groups",
          "host",
          "hostvars",
          "inventory_hostname",
          "item",
          "play_hosts",
          "result",
          VariableScope.ALL);

  /** Words of the expression language. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "in");

  private VariableNames() {}

  /** Why a variable of the user's cannot have the name; empty when it can. */
  public static Optional<String> objection(String name) {
    if (name.matches("[0-9][A-Za-z0-9_]*")) {
      return Optional.of("'" + name + "' cannot be the name of a variable: it begins with a digit");
    }
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      return Optional.of(
          "'" + name + "' cannot be the name of a variable: it takes letters, digits and _");
    }
    if (RESERVED.contains(name)) {
      return Optional.of("'" + name + "' is a variable of runbook's own");
    }
    return WORDS.contains(name)
        ? Optional.of("'" + name + "' is a word of expressions")
        : Optional.empty();
  }
}
