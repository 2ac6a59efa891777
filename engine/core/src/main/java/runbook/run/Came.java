package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.module.Difference;
import runbook.step.Account;

/**
 * What an attempt at a step came to.
 *
 * @param result what {@code register} would keep
 * @param command what was run, when something was
 * @param told what the user is told
 * @param variables what the host has from here on
 */
record Came(
    Object result,
    Outcome outcome,
    Optional<Failure.CommandFailure> command,
    List<String> told,
    Map<String, Object> variables) {

  private static final int LAST_LINES = 20;

  /** Nothing has been done yet. */
  static final Came NOTHING = new Came(Map.of(), new Outcome.Ok());

  Came(Object result, Outcome outcome) {
    this(result, outcome, Optional.empty(), List.of(), Map.of());
  }

  static Came of(Account account, Object result, Outcome outcome) {
    return new Came(result, outcome, command(account), account.told(), account.variables());
  }

  static Optional<Failure.CommandFailure> command(Account account) {
    if (account.command().isEmpty()) {
      return Optional.empty();
    }
    return account
        .ran()
        .map(ran -> {
          // Errors last: what is cut off at the top is the least that is missed.
          var lines = Stream.concat(ran.out().lines(), ran.err().lines()).toList();
          return new Failure.CommandFailure(
              account.command(),
              ran.exit(),
              lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        });
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
    return new Came(otherResult, otherOutcome, command, told, variables);
  }

  Came having(Map<String, Object> others) {
    return new Came(result, outcome, command, told, others);
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
