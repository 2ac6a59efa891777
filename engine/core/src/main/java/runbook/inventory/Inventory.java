package runbook.inventory;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import runbook.text.Problems;
import runbook.text.Source;

/**
 * The hosts and groups.
 *
 * @param hosts by name, in the order of the files
 * @param groups the names of the hosts of each group and its children, in the order of the files.
 *     {@code all} comes first; {@code ungrouped} has the hosts that are in no other group
 */
public record Inventory(Map<String, Host> hosts, Map<String, List<String>> groups) {

  public static final String ALL = "all";
  public static final String UNGROUPED = "ungrouped";

  /** Reads several sources as one inventory. If they conflict, the later one wins. */
  public static Inventory read(List<Source> sources, Problems problems) {
    var inventoryLoader = new InventoryLoader();
    sources.forEach(inventoryLoader::text);
    return inventoryLoader.inventory(problems);
  }

  public Optional<Host> host(String name) {
    return Optional.ofNullable(hosts.get(name));
  }

  /** Returns all names that a pattern can use. */
  public Collection<String> names() {
    var names = new TreeSet<>(groups.keySet());
    names.addAll(hosts.keySet());
    return names;
  }
}
