package runbook.plan;

import java.util.List;
import java.util.Optional;
import runbook.module.Module;
import runbook.text.Problem;
import runbook.value.Scope;

/** A task made ready for a host, as far as the variables of the moment allow. */
public sealed interface Prepared {

  /** Its condition is false. */
  record Skipped(String why) implements Prepared {}

  /**
   * It is known what to do.
   *
   * @param looped whether the task has a loop, so that its result is a list
   */
  record Ready(List<Call> calls, boolean looped) implements Prepared {}

  /** It depends on something unknown. */
  record Uncertain(String why) implements Prepared {}

  /** The variables of this moment do not fit what the user wrote. */
  record Refused(List<Problem> problems) implements Prepared {}

  /**
   * One call of a module, for one item of the loop.
   *
   * @param item what the user reads to tell it from the other items; empty without a loop
   * @param delegate the host on which it acts; empty for the one it is for
   * @param scope the variables the call was made with, the item among them
   */
  record Call(String item, Decision decision, Scope scope, Optional<String> delegate) {}

  /** What becomes of one item. */
  sealed interface Decision {

    /** The module is called. */
    record Run(Module module) implements Decision {}

    /** The condition is false for this item. */
    record Skip(String why) implements Decision {}

    /** The item, or a parameter made of it, is unknown. */
    record Unsure(String why) implements Decision {}
  }
}
