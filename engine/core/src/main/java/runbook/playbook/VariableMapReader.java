package runbook.playbook;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.text.Problems;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/** Reads maps of variables, and reports invalid names. */
final class VariableMapReader {

  private VariableMapReader() {}

  /**
   * Reads the variables of a map.
   *
   * @param what the noun for the map in messages, as in {@code 'vars'}
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
