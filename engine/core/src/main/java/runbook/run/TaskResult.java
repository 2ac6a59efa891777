package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.event.StepOutcome;

/**
 * The result of a task, with all items of its loop.
 *
 * @param value the value {@code register} keeps
 * @param calls the results of its calls
 */
record TaskResult(Object value, List<AttemptResult> calls) {

  static TaskResult of(AttemptResult call) {
    return new TaskResult(call.result(), List.of(call));
  }

  /** Returns the result of a task that ended in an earlier run. */
  static TaskResult of(EarlierRun.EarlierTask earlierTask) {
    var outcome = earlierTask.changed() ? new StepOutcome.Changed(List.of()) : new StepOutcome.Ok();
    var call =
        new AttemptResult(earlierTask.result().orElse(Map.of()), outcome)
            .having(earlierTask.variables());
    return new TaskResult(call.result(), List.of(call));
  }

  static TaskResult ofLoop(List<AttemptResult> calls) {
    return new TaskResult(
        RegisteredResults.list(calls.stream().map(AttemptResult::result).toList()), calls);
  }

  /** Returns the variables it sets on the host. */
  Map<String, Object> variables() {
    var variables = new LinkedHashMap<String, Object>();
    calls.forEach(call -> variables.putAll(call.callResult().variables()));
    return variables;
  }

  /** Reports whether it notifies its handlers. */
  boolean hasChanged() {
    return calls.stream().anyMatch(AttemptResult::hasChanged);
  }

  /** Reports whether it changed something, in this run or in one before that ended early. */
  boolean countsAsChanged() {
    return hasChanged()
        || (value instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("changed")));
  }

  /** Reports whether a command ran. */
  boolean hasRun() {
    return calls.stream().anyMatch(call -> call.callResult().ran().isPresent());
  }

  boolean isSkipped() {
    return calls.stream().allMatch(call -> call.stepOutcome() instanceof StepOutcome.Skipped);
  }

  /** Returns this result as one of a task that has changed something. */
  TaskResult asChanged() {
    var changed = new LinkedHashMap<Object, Object>();
    if (value instanceof Map<?, ?> map) {
      changed.putAll(map);
    }
    changed.put("changed", true);
    return new TaskResult(changed, calls);
  }

  /** Reports whether the play ends for the host. */
  boolean hasFailed() {
    return calls.stream()
        .anyMatch(call ->
            call.stepOutcome() instanceof StepOutcome.Failed(_, boolean ignored) && !ignored);
  }
}
