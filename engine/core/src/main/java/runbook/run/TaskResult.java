package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.event.StepOutcome;

/**
 * What a task came to, with all items of its loop.
 *
 * @param value what {@code register} keeps
 * @param calls what each of its calls came to
 */
record TaskResult(Object value, List<AttemptResult> calls) {

  static TaskResult of(AttemptResult call) {
    return new TaskResult(call.result(), List.of(call));
  }

  static TaskResult ofLoop(List<AttemptResult> calls) {
    return new TaskResult(
        RegisteredResults.list(calls.stream().map(AttemptResult::result).toList()), calls);
  }

  /** What the host has from here on. */
  Map<String, Object> variables() {
    var variables = new LinkedHashMap<String, Object>();
    calls.forEach(call -> variables.putAll(call.callResult().variables()));
    return variables;
  }

  /** Whether its handlers are called. */
  boolean hasChanged() {
    return calls.stream().anyMatch(AttemptResult::hasChanged);
  }

  /** Whether the play ends for the host. */
  boolean hasFailed() {
    return calls.stream()
        .anyMatch(call ->
            call.stepOutcome() instanceof StepOutcome.Failed(_, boolean ignored) && !ignored);
  }
}
