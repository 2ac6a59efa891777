package runbook.event;

import java.util.List;
import runbook.module.Difference;

/** The outcome of a step. */
public sealed interface StepOutcome {

  /** Everything is as wanted. */
  record Ok() implements StepOutcome {}

  /** Something was changed, or in check mode would be. */
  record Changed(List<Difference> differences) implements StepOutcome {}

  /** Check mode cannot predict the outcome. */
  record Unsure(String why) implements StepOutcome {}

  /** Its condition is false, or check mode does not run it. */
  record Skipped(String why) implements StepOutcome {}

  /**
   * The wanted state was not reached. The play ends for the host unless the task ignores errors.
   */
  record Failed(Failure failure, boolean ignored) implements StepOutcome {}
}
