package runbook.inventory;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import runbook.text.Problems;
import runbook.yaml.Computed;
import runbook.yaml.Node;

/** Checks the variables of a host or group, as far as they are settings of ours. */
final class Variables {

  private final Problems problems;

  Variables(Problems problems) {
    this.problems = problems;
  }

  List<Node.Entry> checked(List<Node.Entry> vars) {
    Map<Setting, Node.Scalar> seen = new EnumMap<>(Setting.class);
    for (var entry : vars) {
      name(entry.key());
      Setting.of(entry.key().raw())
          .ifPresent(setting -> {
            var first = seen.putIfAbsent(setting, entry.key());
            if (first != null) {
              problems.add(
                  entry.key().at(),
                  "'%s' says the same as '%s' in line %d"
                      .formatted(entry.key().raw(), first.raw(), first.at().line()),
                  "keep '" + setting.key() + "'");
            }
            if (!hasVariable(entry.value())) {
              // Read here for its problems only: what it comes to is known with the variables.
              var _ = setting.read(entry.value(), problems);
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
          "'" + name + "' is not understood: no ssh program is called",
          "use 'jump' for hosts to go through, and ~/.ssh/config for the rest");
    }
  }

  private static boolean hasVariable(Node node) {
    return switch (node) {
      case Node.Scalar s -> s.raw().contains("{{") || s.value() instanceof Computed;
      case Node.Sequence list -> list.items().stream().anyMatch(Variables::hasVariable);
      case Node.Mapping _ -> false;
    };
  }
}
