package runbook.event;

import java.util.List;
import runbook.module.Difference;

/** How a step ended. */
public sealed interface StepOutcome {

  /** Everything is as wanted. */
  record Ok() implements StepOutcome {}

  /** Something was changed, or in check mode would be. */
  record Changed(List<Difference> differences) implements StepOutcome {}

  /** Check mode cannot tell. */
  record Unsure(String why) implements StepOutcome {}

  /** Its condition is false, or check mode does not run it. */
  record Skipped(String why) implements StepOutcome {}

  /** What was wanted is not so, and the play ends for the host unless the task ignores errors. */
  record Failed(Failure failure, boolean ignored) implements StepOutcome {}
}
