package runbook.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Difference;
import runbook.module.Module;
import runbook.plan.Misfit;
import runbook.plan.Prepared;
import runbook.playbook.Repetition;
import runbook.step.Patience;
import runbook.value.ConditionResult;

/** A step that is tried again until it has come to what the user asks for. */
final class Attempts {

  private final Repetition repetition;
  private final Attempt attempt;
  private final Patience patience;
  private final Consumer<String> progress;

  Attempts(Repetition repetition, Attempt attempt, Patience patience, Consumer<String> progress) {
    this.repetition = repetition;
    this.attempt = attempt;
    this.patience = patience;
    this.progress = progress;
  }

  Came of(Prepared.Call call, Module module, boolean check)
      throws Unreachable, InterruptedException {
    var differences = new ArrayList<Difference>();
    boolean changed = false;
    for (int number = 1; ; number++) {
      var came = attempt.of(call, module).with("attempts", (long) number);
      Knowledge<ConditionResult> goal;
      try {
        goal = goal(call, came);
      } catch (Misfit e) {
        return attempt.failed(Failure.of(e.problems()), came);
      }
      if (check) {
        return foretold(module, came, goal);
      }
      if (!goal.is(ConditionResult::isFalse)) {
        return came.after(differences, changed);
      }
      var why = goal.known().orElseThrow().unmet().orElseThrow();
      if (number == repetition.attempts()) {
        return spent(came, why);
      }
      changed |= came.hasChanged();
      differences.addAll(came.differences());
      progress.accept(
          "attempt %d of %d: %s".formatted(number, repetition.attempts(), said(came, why)));
      patience.pause(repetition.delay());
      attempt.lapse();
    }
  }

  /** Without a condition it is enough that it has not failed. */
  private Knowledge<ConditionResult> goal(Prepared.Call call, Came came) throws Misfit {
    if (repetition.until().isEmpty()) {
      return new Known<>(
          came.hasFailed() ? ConditionResult.unmet("it has failed") : ConditionResult.TRUE);
    }
    try {
      return attempt.judge(repetition.until().get(), call, came.result());
    } catch (Misfit e) {
      if (came.hasFailed()) {
        // A failure has little of what a result has.
        var expression = repetition.until().get().expressions().getFirst();
        return new Known<>(ConditionResult.unmet(expression.text()));
      }
      throw e;
    }
  }

  /** Check mode cannot wait for better times: what would be tried again is unknown. */
  private Came foretold(Module module, Came came, Knowledge<ConditionResult> goal) {
    boolean isOpen = came.hasFailed() || came.outcome() instanceof Outcome.Ok;
    if (!isOpen) {
      return came;
    }
    return switch (goal) {
      case Known(ConditionResult(Optional<String> unmet)) ->
          unmet.map(why -> attempt.unsure(module, "would try again: " + said(came, why))).orElse(came);
      case Unknown(String why) -> attempt.unsure(module, why);
      case Invalid(String why) -> attempt.unsure(module, why);
    };
  }

  private Came spent(Came came, String why) {
    var times = repetition.attempts() == 1 ? "1 attempt" : repetition.attempts() + " attempts";
    if (came.outcome() instanceof Outcome.Failed(Failure failure, _)) {
      return attempt.failed(
          failure.with("%s, in the last of %s".formatted(failure.message(), times)), came);
    }
    return attempt.failed(
        new Failure(
            "still not so after %s: %s".formatted(times, why),
            "give it more retries or a longer delay, or see why it does not come about",
            came.account().failure(),
            List.of()),
        came);
  }

  private static String said(Came came, String why) {
    return came.outcome() instanceof Outcome.Failed(Failure failure, _)
        ? failure.message()
        : "not so yet: " + why;
  }
}
