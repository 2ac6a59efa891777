package runbook.inventory;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import runbook.text.Problems;

/** The tree of groups, and the depth of each group. */
final class GroupHierarchy {

  private static final int DEEPEST = 100;

  private final Map<String, Set<String>> parents = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final InventoryDraft inventoryDraft;
  private final Problems problems;

  GroupHierarchy(InventoryDraft inventoryDraft, Problems problems) {
    this.inventoryDraft = inventoryDraft;
    this.problems = problems;
    cutCycles();
    inventoryDraft
        .groups()
        .forEach((name, draftGroup) ->
            draftGroup
                .children()
                .keySet()
                .forEach(c -> parents.computeIfAbsent(c, _ -> new LinkedHashSet<>()).add(name)));
  }

  /** Returns the depth of a group: zero for {@code all}, at least one for every other. */
  int depth(String group) {
    if (group.equals(Inventory.ALL)) {
      return 0;
    }
    var known = depths.get(group);
    if (known != null) {
      return known;
    }
    int depth =
        1 + parents.getOrDefault(group, Set.of()).stream().mapToInt(this::depth).max().orElse(0);
    depths.put(group, depth);
    return depth;
  }

  /** Returns these groups and all their ancestors. */
  Set<String> withAncestors(Set<String> groups) {
    var all = new HashSet<String>();
    groups.forEach(g -> addWithAncestors(g, all));
    return all;
  }

  private void addWithAncestors(String group, Set<String> all) {
    if (all.add(group)) {
      parents.getOrDefault(group, Set.of()).forEach(p -> addWithAncestors(p, all));
    }
  }

  private void cutCycles() {
    var heights = new HashMap<String, Integer>();
    inventoryDraft.groups().keySet().forEach(g -> height(g, new LinkedHashSet<>(), heights));
  }

  /**
   * Returns the number of levels of groups below this one, after removing cycles and excess levels.
   */
  private int height(String name, Set<String> path, Map<String, Integer> heights) {
    var known = heights.get(name);
    if (known != null) {
      return known;
    }
    path.add(name);
    int height = 0;
    for (var children = inventoryDraft.groups().get(name).children().entrySet().iterator();
        children.hasNext(); ) {
      var child = children.next();
      if (path.contains(child.getKey()) || child.getKey().equals(Inventory.ALL)) {
        problems.add(
            child.getValue(),
            "the group '%s' cannot be in '%s', which is in it".formatted(child.getKey(), name),
            "remove it from one of the two");
        children.remove();
      } else if (inventoryDraft.groups().containsKey(child.getKey())) {
        int below = path.size() < DEEPEST ? height(child.getKey(), path, heights) : DEEPEST;
        if (below >= DEEPEST) {
          problems.add(
              child.getValue(), "there are more than " + DEEPEST + " groups inside one another");
          children.remove();
        } else {
          height = Math.max(height, below + 1);
        }
      }
    }
    path.remove(name);
    heights.put(name, height);
    return height;
  }
}
