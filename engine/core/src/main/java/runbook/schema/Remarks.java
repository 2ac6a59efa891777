package runbook.schema;

import java.util.List;
import java.util.Optional;
import runbook.module.param.Remark;
import runbook.module.param.Supplement;
import runbook.text.Position;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Says what a supplement has to say of its values, at their places. */
final class Remarks {

  private Remarks() {}

  /** Whether nothing is wrong. */
  static boolean pass(Supplement supplement, Node.Mapping written, Problems problems) {
    boolean fine = true;
    for (var remark : supplement.remarks()) {
      var at = place(written, remark.path(), remark.part());
      var problem = new Problem(at, remark.message(), hint(remark));
      switch (remark.level()) {
        case WRONG -> {
          problems.add(problem);
          fine = false;
        }
        case DOUBTFUL -> problems.doubt(problem);
      }
    }
    return fine;
  }

  private static String hint(Remark remark) {
    return remark.path().isEmpty()
        ? remark.hint()
        : Suggestion.closest(remark.path().getLast(), remark.meant())
            .map(name -> "did you mean '" + name + "'?")
            .orElse(remark.hint());
  }

  /** The place of an entry, or of what it would stand in. */
  private static Position place(Node written, List<String> path, Remark.Part part) {
    var node = Held.unfold(written);
    if (path.isEmpty()) {
      return node.at();
    }
    var rest = path.subList(1, path.size());
    if (node instanceof Node.Mapping map) {
      var entry =
          map.entries().stream().filter(e -> e.key().raw().equals(path.getFirst())).findFirst();
      if (entry.isPresent()) {
        return rest.isEmpty() && part == Remark.Part.NAME
            ? entry.get().key().at()
            : place(entry.get().value(), rest, part);
      }
    }
    return item(node, path.getFirst()).map(n -> place(n, rest, part)).orElse(node.at());
  }

  private static Optional<Node> item(Node node, String number) {
    return node instanceof Node.Sequence list && number.matches("[0-9]{1,6}")
        ? list.items().stream().skip(Long.parseLong(number)).findFirst()
        : Optional.empty();
  }
}
