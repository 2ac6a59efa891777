package runbook.plan;

import runbook.knowledge.Knowledge;
import runbook.playbook.Task;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.Scope;

/**
 * Makes tasks ready for a host. The same code runs before the run, when much is unknown, and again
 * when the task's turn has come: so what is found wrong beforehand is what would go wrong then.
 */
public interface Preparation {

  Prepared prepare(Task task, Scope scope);

  /** Judges a condition; a problem of the text comes out as {@link Prepared.Refused}. */
  Knowledge<ConditionResult> judge(Condition condition, Scope scope) throws Misfit;
}
