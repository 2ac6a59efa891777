package runbook.inventory;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import runbook.schema.ValueDescription;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/**
 * Reads {@code group_vars} and {@code host_vars}, which have a file or folder for each group or
 * host.
 */
final class VariableFolders {

  private static final String ENCRYPTED = "$ANSIBLE_VAULT";

  private final InventoryDraft inventoryDraft;
  private final Problems problems;
  private final VariableCheck variableCheck;

  VariableFolders(InventoryDraft inventoryDraft, Problems problems) {
    this.inventoryDraft = inventoryDraft;
    this.problems = problems;
    this.variableCheck = new VariableCheck(problems);
  }

  /**
   * Adds the variables from these folders next to a file.
   *
   * @param alone whether they belong to this inventory only, so that every name must exist in it
   */
  void read(Path folder, boolean alone) {
    var groups = new TreeSet<>(inventoryDraft.groups().keySet());
    inventoryDraft
        .groups()
        .values()
        .forEach(draftGroup -> groups.addAll(draftGroup.children().keySet()));
    groups.add(Inventory.ALL);
    groups.add(Inventory.UNGROUPED);
    VariableFiles.list(folder.resolve("group_vars"))
        .forEach(place -> {
          var name = VariableFiles.subject(place);
          if (groups.contains(name)) {
            var at = new Source(place.toString(), "").whole();
            read(place, inventoryDraft.group(name, at).vars());
          } else {
            stranger(place, "group", groups, alone);
          }
        });
    VariableFiles.list(folder.resolve("host_vars"))
        .forEach(place -> {
          var host = inventoryDraft.hosts().get(VariableFiles.subject(place));
          if (host != null) {
            read(place, host.vars());
          } else {
            stranger(place, "host", inventoryDraft.hosts().keySet(), alone);
          }
        });
  }

  private void read(Path place, Map<String, Node> vars) {
    VariableFiles.below(place)
        .flatMap(file -> Source.read(file, file.toString(), problems).stream())
        .forEach(source -> read(source, vars));
  }

  private void read(Source source, Map<String, Node> vars) {
    if (source.text().startsWith(ENCRYPTED)) {
      problems.add(
          source.whole(),
          "this file is encrypted by ansible-vault, which is not supported",
          "decrypt it, and mark its secrets with !secret");
      return;
    }
    YamlReader.read(source, problems)
        .filter(node -> !node.isEmpty())
        .ifPresent(node -> {
          if (node instanceof Node.Mapping map) {
            InventoryDraft.put(vars, variableCheck.checked(map.entries()));
          } else {
            problems.add(
                node.at(),
                "a file of variables must be a map, but this is " + ValueDescription.of(node),
                "write each as name: value on its own line");
          }
        });
  }

  /**
   * Warns about a name that this inventory does not have. If the folders also serve other
   * inventories, only probable typos are reported.
   */
  private void stranger(Path place, String kind, Collection<String> known, boolean alone) {
    var name = VariableFiles.subject(place);
    var near = Suggestion.hint(name, known);
    if (alone || !near.isEmpty()) {
      problems.warn(
          new Problem(
              new Source(place.toString(), "").whole(),
              "there is no %s '%s', so nothing uses these variables".formatted(kind, name),
              near));
    }
  }
}
