package runbook.schema;

import runbook.text.Problem;
import runbook.text.Problems;
import runbook.yaml.Node;

/** Warns of secrets in parameters that other users of the host can see. */
final class VisibleSecret {

  private VisibleSecret() {}

  static void warn(Node node, Problems problems) {
    switch (node) {
      case Node.Scalar scalar -> {
        if (scalar.secret()) {
          problems.warn(
              new Problem(
                  scalar.at(),
                  "a secret on a command line can be seen by every user of the host",
                  "pass it with 'stdin' or 'environment'"));
        }
      }
      case Node.Sequence list -> list.items().forEach(item -> warn(item, problems));
      case Node.Mapping map -> map.entries().forEach(entry -> warn(entry.value(), problems));
    }
  }
}
