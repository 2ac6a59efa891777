package runbook.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Difference;
import runbook.module.Module;
import runbook.plan.InvalidForHost;
import runbook.plan.PreparedTask;
import runbook.playbook.RetryPolicy;
import runbook.step.WaitStrategy;
import runbook.value.ConditionResult;

/** Repeats a step until its {@code until} condition holds. */
final class RetryLoop {

  private final RetryPolicy retryPolicy;
  private final TaskAttempt taskAttempt;
  private final WaitStrategy waitStrategy;
  private final Consumer<String> progress;

  RetryLoop(
      RetryPolicy retryPolicy,
      TaskAttempt taskAttempt,
      WaitStrategy waitStrategy,
      Consumer<String> progress) {
    this.retryPolicy = retryPolicy;
    this.taskAttempt = taskAttempt;
    this.waitStrategy = waitStrategy;
    this.progress = progress;
  }

  AttemptResult run(PreparedTask.PreparedCall preparedCall, Module module, boolean check)
      throws Unreachable, InterruptedException {
    var differences = new ArrayList<Difference>();
    boolean changed = false;
    for (int number = 1; ; number++) {
      var attemptResult = taskAttempt.run(preparedCall, module).with("attempts", (long) number);
      Knowledge<ConditionResult> goal;
      try {
        goal = goal(preparedCall, attemptResult);
      } catch (InvalidForHost e) {
        return taskAttempt.failed(Failure.of(e.problems()), attemptResult);
      }
      if (check) {
        return predicted(module, attemptResult, goal);
      }
      if (!goal.is(ConditionResult::isFalse)) {
        return attemptResult.after(differences, changed);
      }
      var why = goal.known().orElseThrow().unmet().orElseThrow();
      if (number == retryPolicy.attempts()) {
        return spent(attemptResult, why);
      }
      changed |= attemptResult.hasChanged();
      differences.addAll(attemptResult.differences());
      progress.accept(
          "attempt %d of %d: %s"
              .formatted(number, retryPolicy.attempts(), said(attemptResult, why)));
      waitStrategy.pause(retryPolicy.delay());
      taskAttempt.forgetSeenState();
    }
  }

  /** Without a condition, a step need only succeed. */
  private Knowledge<ConditionResult> goal(
      PreparedTask.PreparedCall preparedCall, AttemptResult attemptResult) throws InvalidForHost {
    if (retryPolicy.until().isEmpty()) {
      return new Known<>(
          attemptResult.hasFailed()
              ? ConditionResult.unmet("the attempt failed")
              : ConditionResult.TRUE);
    }
    try {
      return taskAttempt.judge(retryPolicy.until().get(), preparedCall, attemptResult.result());
    } catch (InvalidForHost e) {
      if (attemptResult.hasFailed()) {
        // A failure lacks most values of a result.
        var expression = retryPolicy.until().get().expressions().getFirst();
        return new Known<>(ConditionResult.unmet(expression.text()));
      }
      throw e;
    }
  }

  /** Check mode cannot wait, so the outcome of a further attempt is unknown. */
  private AttemptResult predicted(
      Module module, AttemptResult attemptResult, Knowledge<ConditionResult> goal) {
    boolean isOpen =
        attemptResult.hasFailed() || attemptResult.stepOutcome() instanceof StepOutcome.Ok;
    if (!isOpen) {
      return attemptResult;
    }
    return switch (goal) {
      case Known(ConditionResult(Optional<String> unmet)) ->
          unmet
              .map(why -> taskAttempt.unsure(module, "would retry: " + said(attemptResult, why)))
              .orElse(attemptResult);
      case Unknown(String why) -> taskAttempt.unsure(module, why);
      case Invalid(String why) -> taskAttempt.unsure(module, why);
    };
  }

  private AttemptResult spent(AttemptResult attemptResult, String why) {
    var times = retryPolicy.attempts() == 1 ? "1 attempt" : retryPolicy.attempts() + " attempts";
    if (attemptResult.stepOutcome() instanceof StepOutcome.Failed(Failure failure, _)) {
      return taskAttempt.failed(
          failure.with("%s, in the last of %s".formatted(failure.message(), times)), attemptResult);
    }
    return taskAttempt.failed(
        new Failure(
            "still not true after %s: %s".formatted(times, why),
            "give it more retries or a longer delay, or find out why it stays false",
            attemptResult.callResult().failure(),
            List.of()),
        attemptResult);
  }

  private static String said(AttemptResult attemptResult, String why) {
    return attemptResult.stepOutcome() instanceof StepOutcome.Failed(Failure failure, _)
        ? failure.message()
        : "not true yet: " + why;
  }
}
