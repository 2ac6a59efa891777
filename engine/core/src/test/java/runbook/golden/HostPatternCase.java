package runbook.golden;

import java.util.List;
import runbook.inventory.HostPattern;
import runbook.inventory.Inventory;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** A case is a list of patterns, for a fixed list of hosts. */
final class HostPatternCase {

  private static final Source HOSTS =
      new Source("hosts.yml", "web: {hosts: {web1: , web2: }}\ndb: {hosts: {db1: }}\nempty:\n");

  private HostPatternCase() {}

  static void read(Source source, Problems problems) {
    var inventory = Inventory.read(List.of(HOSTS), problems);
    var patterns = (Node.Sequence) YamlReader.read(source, problems).orElseThrow();
    for (var pattern : patterns.items()) {
      HostPattern.of((Node.Scalar) pattern, problems).select(inventory, problems);
    }
  }
}
