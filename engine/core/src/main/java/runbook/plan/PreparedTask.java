package runbook.plan;

import runbook.knowledge.Unknown;
import runbook.playbook.Task;
import runbook.value.Scope;

/**
 * A task that is prepared before its turn.
 *
 * @param scope the variables of its turn, as far as they are known
 */
public record PreparedTask(Task task, Scope scope, Prepared prepared) {

  /** The variables after it. */
  Scope after() {
    return after(task, scope);
  }

  /** The variables after a task that has not run yet. */
  static Scope after(Task task, Scope scope) {
    var after = scope;
    for (var name : task.variables()) {
      after = after.with(name, result(task));
    }
    return after;
  }

  static Unknown<?> result(Task task) {
    return new Unknown<>("the result of '" + task.name() + "', which has not run yet");
  }
}
