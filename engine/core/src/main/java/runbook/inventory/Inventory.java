package runbook.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * The hosts there are.
 *
 * @param hosts by name, in the order of the text
 * @param groups the names of each group's hosts, those of its children among them, in the order of
 *     the text; {@code all} comes first, {@code ungrouped} are the hosts that are in no other
 */
public record Inventory(Map<String, Host> hosts, Map<String, List<String>> groups) {

  public static final String ALL = "all";
  public static final String UNGROUPED = "ungrouped";

  /** Reads several texts as one inventory; where they disagree, the later one holds. */
  public static Inventory read(List<Source> sources, Problems problems) {
    var inventoryLoader = new InventoryLoader();
    sources.forEach(inventoryLoader::text);
    return inventoryLoader.inventory(problems);
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** All that a pattern can name. */
  public Collection<String> names() {
    var names = new TreeSet<>(groups.keySet());
    names.addAll(hosts.keySet());
    return names;
  }
}
