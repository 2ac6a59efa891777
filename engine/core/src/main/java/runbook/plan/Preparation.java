package runbook.plan;

import java.util.ArrayList;
import java.util.List;
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

  /** Prepares a task whose turn has come. */
  Prepared prepare(Task task, Scope scope);

  /** Prepares tasks before their turn: what one registers is unknown to those after it. */
  default List<PreparedTask> ahead(List<Task> tasks, Scope start) {
    var ahead = new ArrayList<PreparedTask>();
    var scope = start;
    for (var task : tasks) {
      ahead.add(new PreparedTask(task, scope, prepare(task, scope)));
      scope = PreparedTask.after(task, scope);
    }
    return ahead;
  }

  /** Judges a condition; a problem of the text comes out as {@link Prepared.Refused}. */
  Knowledge<ConditionResult> judge(Condition condition, Scope scope) throws Misfit;
}
