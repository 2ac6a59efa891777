package runbook.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import runbook.text.Problem;
import runbook.text.Snippet;

/** Prints each warning once, even if it affects many hosts and tasks. */
final class WarningPrinter implements Consumer<Problem> {

  private final Set<Problem> said = ConcurrentHashMap.newKeySet();
  private final PrintWriter err;
  private final UnaryOperator<String> mask;

  WarningPrinter(PrintWriter err, UnaryOperator<String> mask) {
    this.err = err;
    this.mask = mask;
  }

  @Override
  public void accept(Problem problem) {
    if (said.add(problem)) {
      err.println(mask.apply(Snippet.warning(problem)));
    }
  }
}
