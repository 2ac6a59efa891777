package runbook.plan;

import runbook.knowledge.Unknown;
import runbook.playbook.Task;
import runbook.value.VariableScope;

/**
 * A task that is prepared before its turn.
 *
 * @param variableScope the variables of its turn, as far as they are known
 */
public record UpcomingTask(Task task, VariableScope variableScope, PreparedTask preparedTask) {

  /** The variables after it. */
  VariableScope after() {
    return after(task, variableScope);
  }

  /** The variables after a task that has not run yet. */
  static VariableScope after(Task task, VariableScope variableScope) {
    var after = variableScope;
    for (var name : task.variables()) {
      after = after.with(name, result(task));
    }
    return after;
  }

  static Unknown<?> result(Task task) {
    return new Unknown<>("the result of '" + task.name() + "', which has not run yet");
  }
}
