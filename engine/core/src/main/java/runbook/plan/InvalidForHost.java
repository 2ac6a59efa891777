package runbook.plan;

import java.io.Serial;
import java.util.List;
import runbook.text.Problem;

/** Thrown when something the user wrote is invalid with the current variables. */
public final class InvalidForHost extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public InvalidForHost(List<Problem> problems) {
    super(problems.getFirst().message());
    this.problems = problems;
  }

  public List<Problem> problems() {
    return problems;
  }
}
