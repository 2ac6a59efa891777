package runbook.plan;

import java.util.List;
import java.util.Optional;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.module.Module;
import runbook.text.Problem;
import runbook.value.SecretUse;
import runbook.value.VariableScope;

/** A task prepared for a host with the variables known so far. */
public sealed interface PreparedTask {

  /**
   * The task's condition is false.
   *
   * @param isCertain false if it only changes nothing and too little is known to call it
   */
  record SkippedTask(String why, boolean isCertain) implements PreparedTask {}

  /**
   * The task calls its module. If too little is known, it has a single call with an unknown
   * decision.
   *
   * @param looped whether the task has a loop, so that its result is a list
   */
  record ReadyTask(List<PreparedCall> calls, boolean looped) implements PreparedTask {}

  /** The task is invalid with the current variables. */
  record InvalidTask(List<Problem> problems) implements PreparedTask {}

  /** Returns a task about which nothing is known but the reason. */
  static ReadyTask unknown(Knowledge<Decision> decision, VariableScope variableScope) {
    return new ReadyTask(
        List.of(new PreparedCall("", decision, variableScope, Optional.empty())), false);
  }

  /**
   * One call of a module, for one item of the loop.
   *
   * @param item the label that tells it from other items; empty without a loop
   * @param decision unknown if the item or a parameter is unknown
   * @param delegate the host it acts on; empty if it acts on its own host
   * @param variableScope the variables of the call, including the item
   * @param secretUse whether its parameters hold a secret
   */
  record PreparedCall(
      String item,
      Knowledge<Decision> decision,
      VariableScope variableScope,
      Optional<String> delegate,
      SecretUse secretUse) {

    /** Creates a call without secrets. */
    public PreparedCall(
        String item,
        Knowledge<Decision> decision,
        VariableScope variableScope,
        Optional<String> delegate) {
      this(item, decision, variableScope, delegate, SecretUse.NONE);
    }

    /** Returns the module if it is certain to be called. */
    public Optional<Module> module() {
      return decision instanceof Known(Decision.Run(var module))
          ? Optional.of(module)
          : Optional.empty();
    }

    /** Reports whether the condition is certainly false for this item. */
    public boolean isSkipped() {
      return decision instanceof Known(Decision.Skip(_, boolean isCertain)) && isCertain;
    }
  }

  /** The decision to run or skip an item's call. */
  sealed interface Decision {

    /** The module is called. */
    record Run(Module module) implements Decision {}

    /**
     * The condition is false for this item.
     *
     * @param isCertain false if the module only changes nothing and too little is known to call it
     */
    record Skip(String why, boolean isCertain) implements Decision {
      public Skip(String why) {
        this(why, true);
      }
    }
  }
}
