package runbook.plan;

import runbook.knowledge.Unknown;
import runbook.playbook.Task;
import runbook.value.VariableScope;

/**
 * A task that is prepared before it runs.
 *
 * @param variableScope the variables it will see, as far as they are known
 */
public record UpcomingTask(Task task, VariableScope variableScope, PreparedTask preparedTask) {

  /** Returns the variables after it. */
  public VariableScope after() {
    return after(task, variableScope);
  }

  /** Returns the variables after a task that has not run yet. */
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
