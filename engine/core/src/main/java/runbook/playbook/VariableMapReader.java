package runbook.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.text.Problems;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/** Reads names with values, without those that cannot be a variable. */
final class VariableMapReader {

  private VariableMapReader() {}

  /**
   * The variables of a map.
   *
   * @param what what must be one, as in {@code 'vars'}
   */
  static Map<String, Node> read(Node node, String what, Problems problems) {
    var variables = new LinkedHashMap<String, Node>();
    switch (node) {
      case Node.Mapping map ->
          map.entries()
              .forEach(e ->
                  VariableNames.objection(e.key().raw())
                      .ifPresentOrElse(
                          why -> problems.add(e.key().at(), why, "choose another name"),
                          () -> variables.put(e.key().raw(), e.value())));
      case Node.Scalar scalar when scalar.value() == null -> {}
      default -> problems.add(node.at(), what + " must be a map of names and values");
    }
    return variables;
  }
}
