package runbook.inventory;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import runbook.schema.ValueDescription;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Reads groups from the formats of Ansible's inventories. */
final class InventoryReader {

  private static final List<String> PARTS = List.of("hosts", "vars", "children");

  /** A group in brackets, after comments and empty lines: the INI format. */
  private static final Pattern INI =
      Pattern.compile("((?:[ \\t]*(?:[#;].*)?\\R)*)\\[[\\w.:-]+][ \\t]*\\R");

  private final InventoryDraft inventoryDraft;
  private final Problems problems;
  private final Consumer<String> notes;
  private final VariableCheck variableCheck;

  InventoryReader(InventoryDraft inventoryDraft, Problems problems, Consumer<String> notes) {
    this.notes = notes;
    this.inventoryDraft = inventoryDraft;
    this.problems = problems;
    this.variableCheck = new VariableCheck(problems);
  }

  static boolean isGroup(String name) {
    return name.matches("[A-Za-z_][\\w.-]*");
  }

  /** Reads an inventory file, including saved output of a program. */
  void read(Source source) {
    var ini = INI.matcher(source.text());
    if (ini.lookingAt()) {
      problems.add(
          source.at(1 + (int) ini.group(1).lines().count(), 1),
          "this is an INI inventory, which is not supported",
          "'ansible-inventory --list --yaml' writes it in YAML");
      return;
    }
    root(source)
        .ifPresent(root ->
            groups(
                InventoryProgramOutput.is(root)
                    ? InventoryProgramOutput.written(root, problems)
                    : root));
  }

  /** Reads the output of a program. */
  void printed(Source source) {
    root(source).ifPresent(root -> groups(InventoryProgramOutput.written(root, problems)));
  }

  private Optional<Node.Mapping> root(Source source) {
    return YamlReader.read(source, problems)
        .flatMap(root -> {
          if (root instanceof Node.Mapping groups) {
            return Optional.of(groups);
          }
          problems.add(
              root.at(),
              "an inventory is a map of groups, but this is " + ValueDescription.of(root),
              "begin with 'all:', and below it 'hosts:' with a line for each host");
          return Optional.empty();
        });
  }

  private void groups(Node.Mapping groups) {
    for (var entry : groups.entries()) {
      if (ServersEntryReader.is(entry)) {
        new ServersEntryReader(problems, notes)
            .read(entry.value())
            .forEach(new CloudServerImport(inventoryDraft, problems)::addHosts);
      } else if (PARTS.contains(entry.key().raw())) {
        problems.add(
            entry.key().at(),
            "'" + entry.key().raw() + "' is outside of any group",
            "write 'all:' above it, and indent it");
      } else {
        group(entry.key(), entry.value());
      }
    }
  }

  private void group(Node.Scalar name, Node body) {
    if (!isGroup(name.raw())) {
      problems.add(
          name.at(),
          "'" + name.raw() + "' cannot be the name of a group",
          "use letters, digits, '_', '-' and '.'");
      return;
    }
    var draftGroup = inventoryDraft.group(name.raw(), name.at());
    for (var part : map(body, "the group '" + name.raw() + "'", "hosts:, vars: or children:")) {
      switch (part.key().raw()) {
        case "hosts" -> hosts(draftGroup, part.value());
        case "vars" -> {
          var vars = map(part.value(), "'vars'", "each as name: value on its own line");
          InventoryDraft.put(draftGroup.vars(), variableCheck.checked(vars));
        }
        case "children" -> children(draftGroup, part.value());
        default -> stranger(part.key(), name.raw());
      }
    }
  }

  private void hosts(InventoryDraft.DraftGroup draftGroup, Node node) {
    for (var entry : map(node, "'hosts'", "each host on its own line, with ':' after it")) {
      var what = "the variables of the host '" + entry.key().raw() + "'";
      var vars =
          variableCheck.checked(map(entry.value(), what, "its variables below it, as name: value"));
      for (var name : HostRange.expand(entry.key(), problems)) {
        inventoryDraft.host(name, entry.key().at(), draftGroup, vars);
      }
    }
  }

  private void children(InventoryDraft.DraftGroup draftGroup, Node node) {
    for (var entry : map(node, "'children'", "each group on its own line, with ':' after it")) {
      draftGroup.children().putIfAbsent(entry.key().raw(), entry.key().at());
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
                ConnectionSetting.of(key.raw()).isPresent()
                    ? "write it below 'vars:'"
                    : "a host goes below 'hosts:', a group below 'children:' of '%s'"
                        .formatted(group)));
  }

  /** Returns the entries of a map; none if it is empty. */
  private List<Node.Entry> map(Node node, String what, String hint) {
    return switch (node) {
      case Node.Mapping map -> map.entries();
      case Node.Scalar s when s.value() == null -> List.of();
      default -> {
        problems.add(
            node.at(),
            what + " must be a map, but this is " + ValueDescription.of(node),
            "write " + hint);
        yield List.of();
      }
    };
  }
}
