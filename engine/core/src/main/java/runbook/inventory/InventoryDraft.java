package runbook.inventory;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.yaml.Node;

/** The inventory read so far: each group and host with only its own variables. */
final class InventoryDraft {

  static final int MOST = 100_000;

  private final Map<String, DraftGroup> groups = new LinkedHashMap<>();
  private final Map<String, DraftHost> hosts = new LinkedHashMap<>();
  private final Problems problems;
  private boolean full;

  InventoryDraft(Problems problems) {
    this.problems = problems;
  }

  /**
   * A group.
   *
   * @param children the groups in it, each with the position that adds it
   */
  record DraftGroup(
      Position at, Map<String, Node> vars, Set<String> hosts, Map<String, Position> children) {}

  /** A host. */
  record DraftHost(Position at, Map<String, Node> vars) {}

  Map<String, DraftGroup> groups() {
    return groups;
  }

  Map<String, DraftHost> hosts() {
    return hosts;
  }

  DraftGroup group(String name, Position at) {
    return groups.computeIfAbsent(
        name,
        _ ->
            new DraftGroup(
                at, new LinkedHashMap<>(), new LinkedHashSet<>(), new LinkedHashMap<>()));
  }

  void host(String name, Position at, DraftGroup draftGroup, List<Node.Entry> vars) {
    if (hosts.size() == MOST && !hosts.containsKey(name)) {
      if (!full) {
        problems.add(at, "there are more than " + MOST + " hosts");
      }
      full = true;
      return;
    }
    var host = hosts.computeIfAbsent(name, _ -> new DraftHost(at, new LinkedHashMap<>()));
    put(host.vars(), vars);
    draftGroup.hosts().add(name);
  }

  /** Adds variables. Later ones win, even if they use the other name of a setting. */
  static void put(Map<String, Node> vars, List<Node.Entry> more) {
    for (var entry : more) {
      var name = entry.key().raw();
      var setting = ConnectionSetting.of(name);
      if (setting.isPresent()) {
        vars.keySet().removeIf(v -> ConnectionSetting.of(v).equals(setting));
      }
      vars.put(name, entry.value());
    }
  }
}
