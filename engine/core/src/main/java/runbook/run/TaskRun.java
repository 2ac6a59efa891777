package runbook.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.PreparedTask;
import runbook.playbook.Task;
import runbook.step.CallResult;
import runbook.step.ChangePlanner;
import runbook.step.StepFailed;
import runbook.step.StepServices;
import runbook.step.Target;
import runbook.step.WaitStrategy;
import runbook.value.SecretUse;

/** Runs one task on one host, with all items of its loop. */
final class TaskRun {

  /** The memory for the long outputs of all items of a loop, in bytes. */
  private static final long LOOP_MEMORY = 16 * 1024 * 1024;

  private final Task task;
  private final HostInPlay host;
  private final ChangePlanner changePlanner;

  /** The rule for the call that is under way. */
  private OutputRule outputRule;

  TaskRun(Task task, HostInPlay host, ChangePlanner changePlanner) {
    this.task = task;
    this.host = host;
    this.changePlanner = changePlanner;
    this.outputRule = OutputRule.of(task, SecretUse.NONE);
  }

  TaskResult run(PreparedTask preparedTask) throws Unreachable, InterruptedException {
    return switch (preparedTask) {
      case PreparedTask.ReadyTask(var calls, boolean looped) ->
          looped ? TaskResult.ofLoop(calls(calls)) : TaskResult.of(call(1, calls.getFirst()));
      case PreparedTask.SkippedTask(String why, _) -> alone(skipped(why));
      case PreparedTask.InvalidTask(var problems) ->
          alone(attempt("").failed(Failure.of(problems), AttemptResult.NOTHING));
    };
  }

  /** Ends the task with what its command has printed in an earlier run. */
  TaskResult ended(Target.CommandOutput commandOutput) {
    var ran = Optional.of(commandOutput);
    var callResult =
        new CallResult(
            true, Optional.empty(), false, List.of(), Map.of(), ran, "", List.of(), Map.of());
    return alone(
        new AttemptResult(
            RegisteredResults.of(callResult), new StepOutcome.Changed(List.of()), callResult));
  }

  private TaskResult alone(AttemptResult attemptResult) {
    ended("", attemptResult, System.nanoTime());
    return TaskResult.of(attemptResult);
  }

  private List<AttemptResult> calls(List<PreparedTask.PreparedCall> calls)
      throws Unreachable, InterruptedException {
    var came = new ArrayList<AttemptResult>();
    var loopMemory = new ResultMemory(LOOP_MEMORY);
    for (var preparedCall : calls) {
      came.add(call(came.size() + 1, preparedCall).keptIn(loopMemory));
      if (came.getLast().hasFailed() && !task.settings().ignoreErrors()) {
        break;
      }
    }
    return came;
  }

  private AttemptResult call(int number, PreparedTask.PreparedCall preparedCall)
      throws Unreachable, InterruptedException {
    long began = System.nanoTime();
    outputRule = OutputRule.of(task, preparedCall.secretUse());
    boolean isNumbered = outputRule.isWithheld() && !preparedCall.item().isEmpty();
    var label = label(isNumbered ? "item " + number : preparedCall.item(), preparedCall);
    AttemptResult attemptResult;
    try {
      attemptResult = one(label, preparedCall);
    } catch (RuntimeException | Error e) {
      attemptResult = broken(label, e);
    }
    ended(label, attemptResult, began);
    return sealed(attemptResult);
  }

  /** Makes what the call returns secret, so that later tasks do not show what this one hides. */
  private AttemptResult sealed(AttemptResult attemptResult) {
    return switch (outputRule) {
      case ALL -> attemptResult;
      // The variables it sets are secret already if they come from a secret.
      case MASKED, SHORT_SECRET -> attemptResult.sealed();
      case NO_LOG -> attemptResult.sealed().withSealedVariables();
    };
  }

  /** Fails the step on this host for an exception that no step may throw. */
  private AttemptResult broken(String item, Throwable e) {
    host.playResources().internalErrors().add(e);
    return attempt(item).failed(Failure.unexpected(e), AttemptResult.NOTHING);
  }

  /** Fails the task in the same way, before its first call. */
  TaskResult broken(Throwable e) {
    return alone(broken("", e));
  }

  private static String label(String item, PreparedTask.PreparedCall preparedCall) {
    return preparedCall
        .delegate()
        .map(host -> (item.isEmpty() ? "" : item + ", ") + "on " + host)
        .orElse(item);
  }

  private AttemptResult one(String item, PreparedTask.PreparedCall preparedCall)
      throws Unreachable, InterruptedException {
    return switch (preparedCall.decision()) {
      case Unknown(String why) -> attempt(item).unsure(why);
      case Invalid(String why) -> attempt(item).unsure(why);
      case Known(PreparedTask.Decision.Skip(String why, _)) -> skipped(why);
      case Known(PreparedTask.Decision.Run(Module module)) -> {
        host.listener().on(new Event.StepBegan(host.name(), step(item)));
        yield preparedCall.delegate().isPresent()
            ? elsewhere(preparedCall.delegate().get(), item, preparedCall, module)
            : at(host.acting(), false, item, preparedCall, module);
      }
    };
  }

  /** Runs it on another host, whose loss is a failure of the step. */
  private AttemptResult elsewhere(
      String name, String item, PreparedTask.PreparedCall preparedCall, Module module)
      throws Unreachable, InterruptedException {
    ActingHost place;
    try {
      place = host.playResources().hostSessions().delegate(name, host.coordinator());
    } catch (StepFailed e) {
      return attempt(item).failed(e.failure(), AttemptResult.NOTHING);
    }
    try {
      return at(place, true, item, preparedCall, module);
    } catch (Unreachable e) {
      place.hostSession().lose();
      return attempt(item).failed(HostSessions.lost(name, e), AttemptResult.NOTHING);
    }
  }

  private AttemptResult at(
      ActingHost place,
      boolean delegated,
      String item,
      PreparedTask.PreparedCall preparedCall,
      Module module)
      throws Unreachable, InterruptedException {
    place.hostSession().waitForTurn(host.coordinator());
    try {
      var waitStrategy = place.hostSession().releasingTurn(host.coordinator());
      var taskAttempt = attempt(item, place, delegated, waitStrategy);
      if (task.settings().repetition().isEmpty()) {
        return taskAttempt.run(preparedCall, module);
      }
      var retryPolicy = task.settings().repetition().get();
      return new RetryLoop(retryPolicy, taskAttempt, waitStrategy, text -> waits(item, text))
          .run(preparedCall, module, host.options().check());
    } finally {
      place.hostSession().endTurn();
    }
  }

  private static AttemptResult skipped(String why) {
    return new AttemptResult(
        RegisteredResults.flags(false, false, true), new StepOutcome.Skipped(why));
  }

  private TaskAttempt attempt(String item) {
    return attempt(item, host.acting(), false, host.coordinator());
  }

  private TaskAttempt attempt(
      String item, ActingHost place, boolean delegated, WaitStrategy waitStrategy) {
    var runOptions = host.options();
    var become = place.become(task, host.play(), delegated);
    return new TaskAttempt(
        task,
        place.hostSession(),
        host.playResources().taskPreparer(),
        host.targetOptions(task, become, outputRule),
        runOptions.check(),
        outputRule,
        new StepServices(
            waitStrategy,
            host.coordinator().resourceCache(),
            text -> waits(item, text),
            text -> tell(item, text),
            this::warn,
            changePlanner,
            place.hostSession().reconnector(place.host(), host.coordinator())));
  }

  private void waits(String item, String progress) {
    if (!outputRule.isWithheld()) {
      host.listener().on(new Event.StepWaits(host.name(), step(item), progress));
    }
  }

  private void ended(String item, AttemptResult attemptResult, long began) {
    var messages = attemptResult.callResult().messages();
    if (!outputRule.isWithheld()) {
      messages.forEach(text -> tell(item, text));
    } else if (outputRule == OutputRule.SHORT_SECRET && !messages.isEmpty()) {
      tell(item, outputRule.why());
    }
    if (outputRule == OutputRule.ALL) {
      attemptResult.callResult().ran().ifPresent(ran -> ran(item, ran));
    }
    var took = ElapsedTime.since(began);
    host.listener()
        .on(new Event.StepEnded(host.name(), step(item), attemptResult.stepOutcome(), took));
  }

  private void ran(String item, Target.CommandOutput ran) {
    if (!ran.out().isEmpty() || !ran.err().isEmpty() || ran.exit() != 0) {
      host.listener()
          .on(
              new Event.CommandRan(
                  host.name(), step(item), ran.exit(), ran.out(), ran.err(), ran.cut()));
    }
  }

  private void tell(String item, String text) {
    host.listener().on(new Event.StepMessage(host.name(), step(item), text));
  }

  private void warn(String text) {
    if (!outputRule.isWithheld()) {
      host.listener().on(new Event.Warned(host.name(), text));
    }
  }

  private Event.StepId step(String item) {
    return new Event.StepId(task.at(), task.name(), task.module().raw(), item);
  }
}
