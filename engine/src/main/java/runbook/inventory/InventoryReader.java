package runbook.inventory;

import java.util.List;
import runbook.schema.Shown;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads the groups of a file, in the shape that Ansible's inventories have. */
final class InventoryReader {

  private static final List<String> PARTS = List.of("hosts", "vars", "children");

  private final Draft draft;
  private final Problems problems;
  private final Variables variables;

  InventoryReader(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.variables = new Variables(problems);
  }

  void read(Source source) {
    var root = YamlReader.read(source, problems);
    if (root.isEmpty()) {
      return;
    }
    if (!(root.get() instanceof Node.Mapping groups)) {
      problems.add(
          root.get().at(),
          "an inventory is a map of groups, but this is " + Shown.of(root.get()),
          "begin with 'all:', and below it 'hosts:' with a line for each host");
      return;
    }
    for (var entry : groups.entries()) {
      if (PARTS.contains(entry.key().raw())) {
        problems.add(
            entry.key().at(),
            "'" + entry.key().raw() + "' stands outside of any group",
            "write 'all:' above it, and indent it");
      } else {
        group(entry.key(), entry.value());
      }
    }
  }

  private void group(Node.Scalar name, Node body) {
    if (!name.raw().matches("[A-Za-z_][\\w.-]*")) {
      problems.add(
          name.at(),
          "'" + name.raw() + "' cannot be the name of a group",
          "use letters, digits, '_', '-' and '.'");
      return;
    }
    var group = draft.group(name.raw(), name.at());
    for (var part : map(body, "the group '" + name.raw() + "'", "hosts:, vars: or children:")) {
      switch (part.key().raw()) {
        case "hosts" -> hosts(group, part.value());
        case "vars" -> {
          var vars = map(part.value(), "'vars'", "name: value, each on a line of its own");
          Draft.put(group.vars(), variables.checked(vars));
        }
        case "children" -> children(group, part.value());
        default -> stranger(part.key(), name.raw());
      }
    }
  }

  private void hosts(Draft.Group group, Node node) {
    for (var entry : map(node, "'hosts'", "each host on a line of its own, with ':' after it")) {
      var what = "what is said of the host '" + entry.key().raw() + "'";
      var vars =
          variables.checked(map(entry.value(), what, "its variables below it, as name: value"));
      for (var name : HostRange.expand(entry.key(), problems)) {
        draft.host(name, entry.key().at(), group, vars);
      }
    }
  }

  private void children(Draft.Group group, Node node) {
    for (var entry :
        map(node, "'children'", "each group on a line of its own, with ':' after it")) {
      group.children().putIfAbsent(entry.key().raw(), entry.key().at());
      group(entry.key(), entry.value());
    }
  }

  private void stranger(Node.Scalar key, String group) {
    problems.add(
        key.at(),
        "a group has no '" + key.raw() + "'",
        Suggestion.closest(key.raw(), PARTS)
            .map(p -> "did you mean '" + p + "'?")
            .orElse(
                Setting.of(key.raw()).isPresent()
                    ? "write it below 'vars:'"
                    : "a host goes below 'hosts:', a group below 'children:' of '%s'"
                        .formatted(group)));
  }

  /** The entries of a map, none where nothing is written. */
  private List<Node.Entry> map(Node node, String what, String hint) {
    return switch (node) {
      case Node.Mapping map -> map.entries();
      case Node.Scalar s when s.value() == null -> List.of();
      default -> {
        problems.add(
            node.at(), what + " must be a map, but this is " + Shown.of(node), "write " + hint);
        yield List.of();
      }
    };
  }
}
