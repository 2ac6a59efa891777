package runbook.step;

import java.io.Serial;
import runbook.event.Failure;

/** Ends a step; the failure says why. */
public final class StepFailed extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient Failure failure;

  public StepFailed(Failure failure) {
    super(failure.message());
    this.failure = failure;
  }

  public StepFailed(String message) {
    this(Failure.of(message));
  }

  public Failure failure() {
    return failure;
  }
}
