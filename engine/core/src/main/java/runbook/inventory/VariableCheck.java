package runbook.inventory;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import runbook.text.Problems;
import runbook.yaml.CelExpression;
import runbook.yaml.Node;

/** Checks the names of variables, and the values of connection settings. */
final class VariableCheck {

  private final Problems problems;

  VariableCheck(Problems problems) {
    this.problems = problems;
  }

  List<Node.Entry> checked(List<Node.Entry> vars) {
    Map<ConnectionSetting, Node.Scalar> seen = new EnumMap<>(ConnectionSetting.class);
    for (var entry : vars) {
      name(entry.key());
      ConnectionSetting.of(entry.key().raw())
          .ifPresent(connectionSetting -> {
            var first = seen.putIfAbsent(connectionSetting, entry.key());
            if (first != null) {
              problems.add(
                  entry.key().at(),
                  "'%s' duplicates '%s' in line %d"
                      .formatted(entry.key().raw(), first.raw(), first.at().line()),
                  "keep '" + connectionSetting.key() + "'");
            }
            if (!hasVariable(entry.value())) {
              // Only reports problems here; the value is resolved later, with the variables.
              var _ = connectionSetting.read(entry.value(), problems);
            }
          });
    }
    return vars;
  }

  private void name(Node.Scalar key) {
    var name = key.raw();
    if (!name.matches("[A-Za-z_]\\w*")) {
      problems.add(
          key.at(),
          "'" + name + "' cannot be the name of a variable",
          "use letters, digits and '_', and begin with a letter");
    } else if (name.matches("ansible_ssh_(common|extra)_args")) {
      problems.add(
          key.at(),
          "'" + name + "' is not supported: runbook does not call ssh",
          "use 'jump' for hosts to go through, and ~/.ssh/config for the rest");
    }
  }

  private static boolean hasVariable(Node node) {
    return switch (node) {
      case Node.Scalar s -> s.raw().contains("{{") || s.value() instanceof CelExpression;
      case Node.Sequence list -> list.items().stream().anyMatch(VariableCheck::hasVariable);
      case Node.Mapping _ -> false;
    };
  }
}
