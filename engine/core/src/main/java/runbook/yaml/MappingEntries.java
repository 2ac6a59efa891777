package runbook.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.text.Problems;

/**
 * Collects the entries of one map, checks that keys are unique, and applies merge keys ({@code
 * <<}).
 */
final class MappingEntries {

  private final Map<String, Node.Entry> own = new LinkedHashMap<>();
  private final Problems problems;

  MappingEntries(Problems problems) {
    this.problems = problems;
  }

  void add(Node.Scalar key, Node value) {
    var first = own.putIfAbsent(key.raw(), new Node.Entry(key, value));
    if (first != null) {
      boolean merge = isMerge(key);
      problems.add(
          key.at(),
          "duplicate key '%s', first in line %d".formatted(key.raw(), first.key().at().line()),
          merge ? "merge several maps with a list: <<: [*one, *two]" : "");
    }
  }

  List<Node.Entry> toList() {
    var merge = own.get("<<");
    if (merge == null || !isMerge(merge.key())) {
      return List.copyOf(own.values());
    }
    var all = new LinkedHashMap<>(own);
    all.remove("<<");
    for (var map : merged(merge.value())) {
      map.entries().forEach(e -> all.putIfAbsent(e.key().raw(), e));
    }
    return List.copyOf(all.values());
  }

  private List<Node.Mapping> merged(Node value) {
    var maps = new ArrayList<Node.Mapping>();
    for (var node : value instanceof Node.Sequence list ? list.items() : List.of(value)) {
      if (node instanceof Node.Mapping map) {
        maps.add(map);
      } else {
        problems.add(node.at(), "'<<' takes a map or a list of maps", "write <<: *name");
      }
    }
    return maps;
  }

  private static boolean isMerge(Node.Scalar key) {
    return key.plain() && key.raw().equals("<<");
  }
}
