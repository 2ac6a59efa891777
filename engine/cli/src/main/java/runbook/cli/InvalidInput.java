package runbook.cli;

import java.io.PrintWriter;
import java.io.Serial;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;

/** Reports mistakes in the input, found before the first connection. */
final class InvalidInput extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private static final int MOST = 100;

  private final transient List<Problem> problems;

  InvalidInput(Problems problems) {
    super("the input has problems");
    this.problems = problems.all();
  }

  /** Returns the problem that a whole file has. */
  static InvalidInput of(Path file, String message, String hint) {
    var problems = new Problems();
    problems.add(new Source(file.toString(), "").whole(), message, hint);
    return new InvalidInput(problems);
  }

  static void unlessNone(Problems problems) throws InvalidInput {
    if (!problems.none()) {
      throw new InvalidInput(problems);
    }
  }

  void print(PrintWriter err, UnaryOperator<String> mask) {
    for (var problem : problems.subList(0, Math.min(MOST, problems.size()))) {
      err.println(mask.apply(Snippet.of(problem)));
      err.println();
    }
    if (problems.size() > MOST) {
      err.println("… and %d more".formatted(problems.size() - MOST));
    }
    err.println(
        problems.size() == 1
            ? "1 problem; no host was contacted"
            : problems.size() + " problems; no host was contacted");
  }
}
