package runbook.cli;

import java.io.PrintWriter;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import runbook.text.Problem;
import runbook.text.Snippet;

/** Says what is doubtful, each once, however many hosts and tasks come across it. */
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
