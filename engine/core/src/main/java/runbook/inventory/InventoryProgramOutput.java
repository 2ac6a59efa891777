package runbook.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runbook.text.Problems;
import runbook.yaml.Node;

/**
 * Converts the format that inventory programs print, with lists of hosts and separate variables, to
 * the format of inventory files.
 */
final class InventoryProgramOutput {

  private static final String META = "_meta";

  private final Optional<Node> hostVars;
  private final Problems problems;

  private InventoryProgramOutput(Optional<Node> hostVars, Problems problems) {
    this.hostVars = hostVars;
    this.problems = problems;
  }

  /** Returns whether a file has that format. */
  static boolean is(Node.Mapping root) {
    return root.get(META).isPresent();
  }

  /** Returns the groups in the format of inventory files. */
  static Node.Mapping written(Node.Mapping root, Problems problems) {
    var vars = root.get(META).flatMap(meta -> part(meta, "hostvars"));
    var inventoryProgramOutput = new InventoryProgramOutput(vars, problems);
    if (vars.isEmpty() && root.entries().stream().anyMatch(InventoryProgramOutput::listsHosts)) {
      problems.add(
          root.at(),
          "the variables of the hosts are missing",
          "print them as well: \"_meta\": {\"hostvars\": {\"HOST\": {…}}}");
    }
    var groups = new ArrayList<Node.Entry>();
    for (var entry : root.entries()) {
      if (!entry.key().raw().equals(META)) {
        groups.add(new Node.Entry(entry.key(), inventoryProgramOutput.group(entry.value())));
      }
    }
    return new Node.Mapping(root.at(), groups);
  }

  private static boolean listsHosts(Node.Entry group) {
    return group.value() instanceof Node.Sequence
        || part(group.value(), "hosts").filter(Node.Sequence.class::isInstance).isPresent();
  }

  private Node group(Node group) {
    return switch (group) {
      case Node.Sequence hosts -> {
        var key = new Node.Scalar(hosts.at(), "hosts", "hosts", true, false);
        yield new Node.Mapping(hosts.at(), List.of(new Node.Entry(key, names(hosts, true))));
      }
      case Node.Mapping map ->
          new Node.Mapping(
              map.at(),
              map.entries().stream().map(e -> new Node.Entry(e.key(), listed(e))).toList());
      case Node.Scalar scalar -> scalar;
    };
  }

  private Node listed(Node.Entry part) {
    return part.value() instanceof Node.Sequence names && !part.key().raw().equals("vars")
        ? names(names, part.key().raw().equals("hosts"))
        : part.value();
  }

  private Node names(Node.Sequence list, boolean hosts) {
    var entries = new ArrayList<Node.Entry>();
    for (var item : list.items()) {
      if (item instanceof Node.Scalar name && name.value() != null) {
        Node nothing = new Node.Scalar(name.at(), "", null, true, false);
        var vars = hosts ? hostVars.flatMap(all -> part(all, name.raw())) : Optional.<Node>empty();
        entries.add(new Node.Entry(name, vars.orElse(nothing)));
      } else {
        problems.add(item.at(), "this must be a name");
      }
    }
    return new Node.Mapping(list.at(), entries);
  }

  private static Optional<Node> part(Node node, String key) {
    return node instanceof Node.Mapping map ? map.get(key) : Optional.empty();
  }
}
