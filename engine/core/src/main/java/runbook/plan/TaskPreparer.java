package runbook.plan;

import java.util.ArrayList;
import java.util.List;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Unknown;
import runbook.playbook.Task;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;

/**
 * Prepares tasks for a host. The same code runs before the run, with many values unknown, and again
 * right before each task. So it finds mistakes early that would otherwise appear during the run.
 */
public interface TaskPreparer {

  /** Prepares a task that is about to run. */
  PreparedTask prepare(Task task, VariableScope variableScope);

  /** Prepares upcoming tasks. Results that one registers are unknown to the tasks after it. */
  default List<UpcomingTask> ahead(List<Task> tasks, VariableScope start) {
    var ahead = new ArrayList<UpcomingTask>();
    var variableScope = start;
    for (var task : tasks) {
      ahead.add(new UpcomingTask(task, variableScope, prepareEarly(task, variableScope)));
      variableScope = UpcomingTask.after(task, variableScope);
    }
    return ahead;
  }

  private PreparedTask prepareEarly(Task task, VariableScope variableScope) {
    try {
      return prepare(task, variableScope);
    } catch (RuntimeException | StackOverflowError e) {
      // The task fails under its own name in its turn.
      return PreparedTask.unknown(new Unknown<>("an internal error"), variableScope);
    }
  }

  /** Evaluates a condition; throws if it is invalid with these variables. */
  Knowledge<ConditionResult> judge(Condition condition, VariableScope variableScope)
      throws InvalidForHost;
}
