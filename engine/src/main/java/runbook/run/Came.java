package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.module.Difference;

/**
 * What an attempt at a step came to.
 *
 * @param result what {@code register} would keep
 * @param command what was run, when something was
 */
record Came(Object result, Outcome outcome, Optional<Failure.CommandFailure> command) {

  /** Nothing has been done yet. */
  static final Came NOTHING = new Came(Map.of(), new Outcome.Ok());

  Came(Object result, Outcome outcome) {
    this(result, outcome, Optional.empty());
  }

  boolean hasFailed() {
    return outcome instanceof Outcome.Failed;
  }

  boolean hasChanged() {
    return outcome instanceof Outcome.Changed;
  }

  List<Difference> differences() {
    return outcome instanceof Outcome.Changed(var differences) ? differences : List.of();
  }

  Came with(Outcome other) {
    return new Came(result, other, command);
  }

  /** With one more value in the result, if there is a result. */
  Came with(String key, Object value) {
    if (!(result instanceof Map<?, ?> map)) {
      return this;
    }
    var more = new LinkedHashMap<Object, Object>(map);
    more.put(key, value);
    return new Came(more, outcome, command);
  }

  /** With what earlier attempts have changed. */
  Came after(List<Difference> earlier, boolean changed) {
    if (!changed || hasFailed()) {
      return this;
    }
    var all = new ArrayList<>(earlier);
    all.addAll(differences());
    return with("changed", true).with(new Outcome.Changed(all));
  }
}
