package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runbook.event.Outcome;
import runbook.module.Difference;
import runbook.step.Account;

/**
 * What an attempt at a step came to.
 *
 * @param result what {@code register} would keep
 */
record Came(Object result, Outcome outcome, Account account) {

  /** Nothing has been done yet. */
  static final Came NOTHING = new Came(Map.of(), new Outcome.Ok());

  Came(Object result, Outcome outcome) {
    this(result, outcome, Account.NONE);
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
    return as(result, other);
  }

  Came as(Object otherResult, Outcome otherOutcome) {
    return new Came(otherResult, otherOutcome, account);
  }

  Came having(Map<String, Object> others) {
    return new Came(result, outcome, account.assigning(others));
  }

  /** With one more value in the result, if there is a result. */
  Came with(String key, Object value) {
    if (!(result instanceof Map<?, ?> map)) {
      return this;
    }
    var more = new LinkedHashMap<Object, Object>(map);
    more.put(key, value);
    return as(more, outcome);
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
