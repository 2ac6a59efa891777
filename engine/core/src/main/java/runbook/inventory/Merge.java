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

/** Hands the variables of the groups down to their hosts: the nearer one holds. */
final class Merge {

  private final Draft draft;
  private final Problems problems;
  private final Lineage lineage;
  private final Map<String, Set<String>> groupsOf = new HashMap<>();

  Merge(Draft draft, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    this.lineage = new Lineage(draft, problems);
    draft
        .groups()
        .forEach((name, group) ->
            group
                .hosts()
                .forEach(h -> groupsOf.computeIfAbsent(h, _ -> new LinkedHashSet<>()).add(name)));
  }

  Inventory inventory() {
    var hosts = new LinkedHashMap<String, Host>();
    var groups = new LinkedHashMap<String, List<String>>();
    groups.put(Inventory.ALL, new ArrayList<>());
    draft.groups().keySet().forEach(g -> groups.putIfAbsent(g, new ArrayList<>()));
    draft
        .hosts()
        .forEach((name, member) -> {
          var in = ancestry(name);
          in.forEach(g -> groups.computeIfAbsent(g, _ -> new ArrayList<>()).add(name));
          hosts.put(name, host(name, member, in));
        });
    clashes(groups.keySet());
    groups.replaceAll((_, names) -> List.copyOf(names));
    return new Inventory(Collections.unmodifiableMap(hosts), Collections.unmodifiableMap(groups));
  }

  /** A host's groups, the farthest first. */
  private List<String> ancestry(String host) {
    var in = lineage.withAncestors(groupsOf.getOrDefault(host, Set.of()));
    in.add(Inventory.ALL);
    if (in.size() == 1) {
      in.add(Inventory.UNGROUPED);
    }
    return in.stream()
        .sorted(Comparator.comparingInt(lineage::depth).thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private Host host(String name, Draft.Member member, List<String> in) {
    var vars = new LinkedHashMap<String, Node>();
    Map<Setting, Node> settings = new EnumMap<>(Setting.class);
    for (var group : in) {
      if (draft.groups().containsKey(group)) {
        take(draft.groups().get(group).vars(), vars, settings);
      }
    }
    take(member.vars(), vars, settings);
    var names = new TreeSet<>(in);
    names.remove(Inventory.ALL);
    return new Host(
        name,
        member.at(),
        Collections.unmodifiableMap(vars),
        List.copyOf(names),
        new Settings(Collections.unmodifiableMap(settings)));
  }

  private static void take(
      Map<String, Node> from, Map<String, Node> vars, Map<Setting, Node> settings) {
    from.forEach((name, value) -> {
      var setting = Setting.of(name);
      setting.ifPresent(s -> settings.put(s, value));
      if (setting.isEmpty() || !setting.get().secret()) {
        vars.put(name, value);
      }
    });
  }

  private void clashes(Set<String> groups) {
    draft
        .hosts()
        .forEach((name, member) -> {
          if (groups.contains(name)) {
            problems.add(
                member.at(),
                "'" + name + "' is also the name of a group, so a pattern could mean either",
                "rename one of them");
          }
        });
  }
}
