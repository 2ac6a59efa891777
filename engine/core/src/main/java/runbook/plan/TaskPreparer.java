package runbook.plan;

import java.util.ArrayList;
import java.util.List;
import runbook.knowledge.Knowledge;
import runbook.playbook.Task;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;

/**
 * Makes tasks ready for a host. The same code runs before the run, when much is unknown, and again
 * when the task's turn has come: so what is found wrong beforehand is what would go wrong then.
 */
public interface TaskPreparer {

  /** Prepares a task whose turn has come. */
  PreparedTask prepare(Task task, VariableScope variableScope);

  /** Prepares tasks before their turn: what one registers is unknown to those after it. */
  default List<UpcomingTask> ahead(List<Task> tasks, VariableScope start) {
    var ahead = new ArrayList<UpcomingTask>();
    var variableScope = start;
    for (var task : tasks) {
      ahead.add(new UpcomingTask(task, variableScope, prepare(task, variableScope)));
      variableScope = UpcomingTask.after(task, variableScope);
    }
    return ahead;
  }

  /** Judges a condition; a problem of the text comes out as {@link PreparedTask.InvalidTask}. */
  Knowledge<ConditionResult> judge(Condition condition, VariableScope variableScope)
      throws InvalidForHost;
}
