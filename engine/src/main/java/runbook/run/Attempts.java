package runbook.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.module.Difference;
import runbook.module.Module;
import runbook.plan.Misfit;
import runbook.plan.Prepared;
import runbook.playbook.Repetition;
import runbook.step.Patience;
import runbook.value.Verdict;

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
      Verdict verdict;
      try {
        verdict = verdict(call, came);
      } catch (Misfit e) {
        return attempt.failed(Failure.of(e.problems()), came);
      }
      if (check) {
        return foretold(module, came, verdict);
      }
      if (!(verdict instanceof Verdict.No(String why))) {
        return came.after(differences, changed);
      }
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
  private Verdict verdict(Prepared.Call call, Came came) throws Misfit {
    if (repetition.until().isEmpty()) {
      return came.hasFailed() ? new Verdict.No("it has failed") : new Verdict.Yes();
    }
    try {
      return attempt.judge(repetition.until().get(), call, came.result());
    } catch (Misfit e) {
      if (came.hasFailed()) {
        // A failure has little of what a result has.
        return new Verdict.No(repetition.until().get().expressions().getFirst().text());
      }
      throw e;
    }
  }

  /** Check mode cannot wait for better times: what would be tried again is unknown. */
  private Came foretold(Module module, Came came, Verdict verdict) {
    boolean isOpen = came.hasFailed() || came.outcome() instanceof Outcome.Ok;
    return switch (verdict) {
      case Verdict.Yes() -> came;
      case Verdict.Maybe(String why) -> isOpen ? attempt.unsure(module, why) : came;
      case Verdict.No(String why) ->
          isOpen ? attempt.unsure(module, "would try again: " + said(came, why)) : came;
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
            came.command(),
            List.of()),
        came);
  }

  private static String said(Came came, String why) {
    return came.outcome() instanceof Outcome.Failed(Failure failure, _)
        ? failure.message()
        : "not so yet: " + why;
  }
}
