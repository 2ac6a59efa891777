package runbook.event;

import java.util.List;
import runbook.module.Difference;

/** How a step ended. */
public sealed interface Outcome {

  /** Everything is as wanted. */
  record Ok() implements Outcome {}

  /** Something was changed, or in check mode would be. */
  record Changed(List<Difference> differences) implements Outcome {}

  /** Check mode cannot tell. */
  record Unsure(String why) implements Outcome {}

  /** Its condition is false, or check mode does not run it. */
  record Skipped(String why) implements Outcome {}

  /** What was wanted is not so, and the play ends for the host unless the task ignores errors. */
  record Failed(Failure failure, boolean ignored) implements Outcome {}
}
