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

  /** Reports whether the play ends for the host. */
  boolean hasFailed() {
    return calls.stream()
        .anyMatch(call ->
            call.stepOutcome() instanceof StepOutcome.Failed(_, boolean ignored) && !ignored);
  }
}
