package runbook.value;

import java.util.Optional;
import java.util.Set;

/** Checks the names of variables. */
public final class VariableNames {

  /** Names of variables that runbook sets. */
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

  /** Reserved words of the expression language. */
  private static final Set<String> WORDS = Set.of("true", "false", "null", "in");

  private VariableNames() {}

  /** Returns why the name is not allowed for a user's variable; empty if it is allowed. */
  public static Optional<String> objection(String name) {
    if (name.matches("[0-9][A-Za-z0-9_]*")) {
      return Optional.of("'" + name + "' cannot be the name of a variable: it begins with a digit");
    }
    if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
      return Optional.of(
          "'" + name + "' cannot be the name of a variable: use letters, digits and '_'");
    }
    if (RESERVED.contains(name)) {
      return Optional.of("'" + name + "' is a variable that runbook sets");
    }
    return WORDS.contains(name)
        ? Optional.of("'" + name + "' is a reserved word of expressions")
        : Optional.empty();
  }
}
