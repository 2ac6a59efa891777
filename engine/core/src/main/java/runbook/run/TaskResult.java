package runbook.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.event.Outcome;

/**
 * What a task came to, with all items of its loop.
 *
 * @param value what {@code register} keeps
 * @param calls what each of its calls came to
 */
record TaskResult(Object value, List<Came> calls) {

  static TaskResult of(Came call) {
    return new TaskResult(call.result(), List.of(call));
  }

  static TaskResult ofLoop(List<Came> calls) {
    return new TaskResult(Results.list(calls.stream().map(Came::result).toList()), calls);
  }

  /** What the host has from here on. */
  Map<String, Object> variables() {
    var variables = new LinkedHashMap<String, Object>();
    calls.forEach(call -> variables.putAll(call.account().variables()));
    return variables;
  }

  /** Whether its handlers are called. */
  boolean hasChanged() {
    return calls.stream().anyMatch(Came::hasChanged);
  }

  /** Whether the play ends for the host. */
  boolean hasFailed() {
    return calls.stream()
        .anyMatch(call -> call.outcome() instanceof Outcome.Failed(_, boolean ignored) && !ignored);
  }
}
