package runbook.plan;

import java.util.List;
import java.util.Optional;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Module;
import runbook.text.Problem;
import runbook.value.VariableScope;

/** A task made ready for a host, as far as the variables of the moment allow. */
public sealed interface PreparedTask {

  /** Its condition is false. */
  record SkippedTask(String why) implements PreparedTask {}

  /**
   * It calls its module; a task of which too little is known does so once, by an unknown decision.
   *
   * @param looped whether the calls are those of a loop, so that the result is a list
   */
  record ReadyTask(List<PreparedCall> calls, boolean looped) implements PreparedTask {}

  /** The variables of this moment do not fit what the user wrote. */
  record InvalidTask(List<Problem> problems) implements PreparedTask {}

  /** A task of which nothing can be said but why. */
  static ReadyTask unknown(Knowledge<Decision> decision, VariableScope variableScope) {
    return new ReadyTask(
        List.of(new PreparedCall("", decision, variableScope, Optional.empty())), false);
  }

  /**
   * One call of a module, for one item of the loop.
   *
   * @param item what the user reads to tell it from the other items; empty without a loop
   * @param decision unknown where the item is, or a parameter made of it
   * @param delegate the host on which it acts; empty for the one it is for
   * @param variableScope the variables the call was made with, the item among them
   */
  record PreparedCall(
      String item,
      Knowledge<Decision> decision,
      VariableScope variableScope,
      Optional<String> delegate) {

    /** The module, when it is sure to be called. */
    public Optional<Module> module() {
      return decision instanceof Known(Decision.Run(var module))
          ? Optional.of(module)
          : Optional.empty();
    }
  }

  /** What becomes of one item. */
  sealed interface Decision {

    /** The module is called. */
    record Run(Module module) implements Decision {}

    /** The condition is false for this item. */
    record Skip(String why) implements Decision {}
  }
}
