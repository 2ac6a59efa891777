package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.plan.PreparedTask;
import runbook.plan.UpcomingTask;
import runbook.playbook.ResultRules;
import runbook.playbook.Task;
import runbook.step.ChangePredictor;
import runbook.step.HostStateCache;
import runbook.value.VariableScope;

/**
 * Prepares coming tasks with the results of those that will change nothing, as far as is known.
 * Such a result decides only what is read in advance, so that a wrong one costs nothing but time.
 */
final class ForeseenResults {

  private final HostInPlay host;
  private final ChangePredictor changePredictor;
  private boolean foreseen;

  ForeseenResults(HostInPlay host, HostStateCache known) {
    this.host = host;
    this.changePredictor = new ChangePredictor(known);
  }

  List<UpcomingTask> of(List<Task> tasks, VariableScope start) throws InterruptedException {
    var upcoming = new ArrayList<UpcomingTask>();
    var variableScope = start;
    for (var task : tasks) {
      var preparedTask = host.playResources().taskPreparer().prepare(task, variableScope);
      upcoming.add(new UpcomingTask(task, variableScope, preparedTask));
      variableScope = after(upcoming.getLast());
    }
    return upcoming;
  }

  /** Reports whether it has foreseen a result. */
  boolean hasForeseen() {
    return foreseen;
  }

  private VariableScope after(UpcomingTask upcomingTask) throws InterruptedException {
    var after = upcomingTask.after();
    var result = result(upcomingTask);
    if (result.isPresent()) {
      foreseen = true;
      for (var variable : result.get().entrySet()) {
        after = after.with(variable.getKey(), variable.getValue());
      }
    }
    return after;
  }

  /** Returns the variables that the task will set; empty if they are not known. */
  private Optional<Map<String, Object>> result(UpcomingTask upcomingTask)
      throws InterruptedException {
    var task = upcomingTask.task();
    var settings = task.settings();
    if (task.variables().isEmpty()
        || settings.repetition().isPresent()
        || settings.delegation().once()
        || !settings.rules().equals(ResultRules.NONE)) {
      return Optional.empty();
    }
    return upcomingTask.preparedTask() instanceof PreparedTask.ReadyTask(var calls, boolean looped)
            && !looped
        ? result(task, calls.getFirst())
        : Optional.empty();
  }

  private Optional<Map<String, Object>> result(Task task, PreparedTask.PreparedCall preparedCall)
      throws InterruptedException {
    if (preparedCall.module().isEmpty() || preparedCall.delegate().isPresent()) {
      return Optional.empty();
    }
    var targetOptions = host.targetOptions(task, host.become(task));
    return changePredictor
        .unchanged(preparedCall.module().get(), targetOptions)
        .map(callResult -> {
          var variables = new LinkedHashMap<String, Object>(callResult.variables());
          task.settings()
              .register()
              .ifPresent(name -> variables.put(name, RegisteredResults.of(callResult)));
          return variables;
        });
  }
}
