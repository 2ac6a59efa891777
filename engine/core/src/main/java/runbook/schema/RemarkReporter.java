package runbook.schema;

import java.util.List;
import java.util.Optional;
import runbook.module.param.TemplateVariableSource;
import runbook.module.param.ValueRemark;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Reports the remarks of a supplement at the positions of its values. */
final class RemarkReporter {

  private RemarkReporter() {}

  /** Returns whether there are no errors. */
  static boolean pass(
      TemplateVariableSource templateVariableSource, Node.Mapping written, Problems problems) {
    boolean fine = true;
    for (var valueRemark : templateVariableSource.remarks()) {
      var at = place(written, valueRemark.path(), valueRemark.entryPart());
      var problem = new Problem(at, valueRemark.message(), hint(valueRemark));
      switch (valueRemark.remarkLevel()) {
        case WRONG -> {
          problems.add(problem);
          fine = false;
        }
        case DOUBTFUL -> problems.warn(problem);
      }
    }
    return fine;
  }

  private static String hint(ValueRemark valueRemark) {
    return valueRemark.path().isEmpty()
        ? valueRemark.hint()
        : Suggestion.closest(valueRemark.path().getLast(), valueRemark.meant())
            .map(name -> "did you mean '" + name + "'?")
            .orElse(valueRemark.hint());
  }

  /** Returns the position of an entry, or of the value that lacks it. */
  private static Position place(Node written, List<String> path, ValueRemark.EntryPart entryPart) {
    var node = UnfoldedVariable.unfold(written);
    if (path.isEmpty()) {
      return node.at();
    }
    var rest = path.subList(1, path.size());
    if (node instanceof Node.Mapping map) {
      var entry =
          map.entries().stream().filter(e -> e.key().raw().equals(path.getFirst())).findFirst();
      if (entry.isPresent()) {
        return rest.isEmpty() && entryPart == ValueRemark.EntryPart.NAME
            ? entry.get().key().at()
            : place(entry.get().value(), rest, entryPart);
      }
    }
    return item(node, path.getFirst()).map(n -> place(n, rest, entryPart)).orElse(node.at());
  }

  private static Optional<Node> item(Node node, String number) {
    return node instanceof Node.Sequence list && number.matches("[0-9]{1,6}")
        ? list.items().stream().skip(Long.parseLong(number)).findFirst()
        : Optional.empty();
  }
}
