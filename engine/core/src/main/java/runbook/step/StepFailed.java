package runbook.step;

import java.io.Serial;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.event.Failure;
import runbook.module.FailureHint;

/** Ends a step with a failure. */
public final class StepFailed extends Exception {

  private static final int LAST_LINES = 20;

  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public StepFailed(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public StepFailed(String message) {
    this(Failure.of(message));
  }

  /** Builds a failure from the output of a failed script; its last line is the reason. */
  static Failure failure(String text, FailureHint failureHint, int exit, String out, String err) {
    var said = (err.isBlank() ? out : err).lines().toList();
    var message = said.isEmpty() ? "exited with " + exit : said.getLast();
    var command = new Failure.CommandFailure(text, exit, last(said));
    return new Failure(
        message, failureHint.on(said).orElseGet(command::hint), Optional.of(command), List.of());
  }

  /** Returns a command with its errors last, since output is cut at the top. */
  static Failure.CommandFailure command(String text, Target.CommandOutput commandOutput) {
    var lines = Stream.concat(commandOutput.out().lines(), commandOutput.err().lines()).toList();
    return new Failure.CommandFailure(text, commandOutput.exit(), last(lines));
  }

  static List<String> lastLines(String said) {
    return last(said.lines().toList());
  }

  private static List<String> last(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
  }

  public Failure failure() {
    return failure;
  }
}
