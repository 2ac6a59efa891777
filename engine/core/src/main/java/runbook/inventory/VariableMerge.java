package runbook.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Merges the variables of groups into their hosts. Nearer groups win. */
final class VariableMerge {

  private final InventoryDraft inventoryDraft;
  private final Problems problems;
  private final GroupHierarchy groupHierarchy;
  private final Map<String, Set<String>> groupsOf = new HashMap<>();

  VariableMerge(InventoryDraft inventoryDraft, Problems problems) {
    this.inventoryDraft = inventoryDraft;
    this.problems = problems;
    this.groupHierarchy = new GroupHierarchy(inventoryDraft, problems);
    inventoryDraft
        .groups()
        .forEach((name, draftGroup) ->
            draftGroup
                .hosts()
                .forEach(h -> groupsOf.computeIfAbsent(h, _ -> new LinkedHashSet<>()).add(name)));
  }

  Inventory inventory() {
    var hosts = new LinkedHashMap<String, Host>();
    var groups = new LinkedHashMap<String, List<String>>();
    groups.put(Inventory.ALL, new ArrayList<>());
    inventoryDraft.groups().keySet().forEach(g -> groups.putIfAbsent(g, new ArrayList<>()));
    inventoryDraft
        .hosts()
        .forEach((name, draftHost) -> {
          var in = ancestry(name);
          in.forEach(g -> groups.computeIfAbsent(g, _ -> new ArrayList<>()).add(name));
          hosts.put(name, host(name, draftHost, in));
        });
    clashes(groups.keySet());
    groups.replaceAll((_, names) -> List.copyOf(names));
    return new Inventory(Collections.unmodifiableMap(hosts), Collections.unmodifiableMap(groups));
  }

  /** Returns the groups of a host, the most distant first. */
  private List<String> ancestry(String host) {
    var in = groupHierarchy.withAncestors(groupsOf.getOrDefault(host, Set.of()));
    in.add(Inventory.ALL);
    if (in.size() == 1) {
      in.add(Inventory.UNGROUPED);
    }
    return in.stream()
        .sorted(
            Comparator.comparingInt(groupHierarchy::depth).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private Host host(String name, InventoryDraft.DraftHost draftHost, List<String> in) {
    var vars = new LinkedHashMap<String, Node>();
    Map<ConnectionSetting, Node> settings = new EnumMap<>(ConnectionSetting.class);
    for (var group : in) {
      if (inventoryDraft.groups().containsKey(group)) {
        take(inventoryDraft.groups().get(group).vars(), vars, settings);
      }
    }
    take(draftHost.vars(), vars, settings);
    var names = new TreeSet<>(in);
    names.remove(Inventory.ALL);
    return new Host(
        name,
        draftHost.at(),
        Collections.unmodifiableMap(vars),
        List.copyOf(names),
        new ConnectionSettings(Collections.unmodifiableMap(settings)));
  }

  private static void take(
      Map<String, Node> from, Map<String, Node> vars, Map<ConnectionSetting, Node> settings) {
    from.forEach((name, value) -> {
      var setting = ConnectionSetting.of(name);
      setting.ifPresent(s -> settings.put(s, value));
      if (setting.isEmpty() || !setting.get().secret()) {
        vars.merge(name, value, VariableMerge::replaced);
      }
    });
  }

  /** What replaces a secret is a secret too. */
  private static Node replaced(Node old, Node value) {
    return old instanceof Node.Scalar secret
            && secret.secret()
            && value instanceof Node.Scalar other
        ? other.asSecret()
        : value;
  }

  private void clashes(Set<String> groups) {
    inventoryDraft
        .hosts()
        .forEach((name, draftHost) -> {
          if (groups.contains(name)) {
            problems.add(
                draftHost.at(),
                "'" + name + "' is also the name of a group, so a pattern is ambiguous",
                "rename one of them");
          }
        });
  }
}
