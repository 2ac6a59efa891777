package runbook.project;

import java.io.Serial;
import runbook.text.Position;
import runbook.text.Problem;

/** Why roles cannot be got. */
public final class GetFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final boolean isUnavailable;

  private GetFailure(Problem problem, boolean isUnavailable) {
    super(problem.message());
    this.problem = problem;
    this.isUnavailable = isUnavailable;
  }

  /** Returns a failure that the files of the project, or what they name, must mend. */
  static GetFailure refused(Position at, String message, String hint) {
    return new GetFailure(new Problem(at, message, hint), false);
  }

  /** Returns a failure of this machine or of the way to a source. */
  static GetFailure unavailable(Position at, String message, String hint) {
    return new GetFailure(new Problem(at, message, hint), true);
  }

  public Problem problem() {
    return problem;
  }

  public boolean isUnavailable() {
    return isUnavailable;
  }
}
