package runbook.plan;

import java.io.Serial;
import java.util.List;
import runbook.text.Problem;

/** What the user wrote does not fit the variables of the moment. */
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
