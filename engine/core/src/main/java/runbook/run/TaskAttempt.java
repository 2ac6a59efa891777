package runbook.run;

import java.util.LinkedHashMap;
import java.util.Map;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.module.Want;
import runbook.plan.InvalidForHost;
import runbook.plan.PreparedTask;
import runbook.plan.TaskPreparer;
import runbook.playbook.Task;
import runbook.step.CallResult;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.StepFailed;
import runbook.step.StepServices;
import runbook.step.Target;
import runbook.value.Condition;
import runbook.value.ConditionResult;
import runbook.value.VariableScope;

/** One call of a task's module, with the conditions in the task applied to its result. */
final class TaskAttempt {

  private final Task task;
  private final HostSession hostSession;
  private final TaskPreparer taskPreparer;
  private final Target.TargetOptions targetOptions;
  private final boolean check;
  private final OutputRule outputRule;
  private final StepServices stepServices;
  private final Unknown<?> unrun;

  TaskAttempt(
      Task task,
      HostSession hostSession,
      TaskPreparer taskPreparer,
      Target.TargetOptions targetOptions,
      boolean check,
      OutputRule outputRule,
      StepServices stepServices) {
    this.task = task;
    this.hostSession = hostSession;
    this.taskPreparer = taskPreparer;
    this.targetOptions = targetOptions;
    this.check = check;
    this.outputRule = outputRule;
    this.stepServices = stepServices;
    this.unrun =
        new Unknown<>("the result of '" + task.name() + "', which check mode does not run");
  }

  AttemptResult run(PreparedTask.PreparedCall preparedCall, Module module)
      throws Unreachable, InterruptedException {
    try {
      return call(preparedCall, module);
    } catch (StepFailed e) {
      return failed(e.failure(), AttemptResult.NOTHING);
    } catch (InvalidForHost e) {
      return failed(Failure.of(e.problems()), AttemptResult.NOTHING);
    }
  }

  /** Reads facts again for the next attempt, since time has passed. */
  void forgetSeenState() {
    stateCache().forgetAll();
  }

  Knowledge<ConditionResult> judge(
      Condition condition, PreparedTask.PreparedCall preparedCall, Object result)
      throws InvalidForHost {
    return taskPreparer.judge(condition, resultScope(preparedCall.variableScope(), result));
  }

  private HostStateCache stateCache() {
    return hostSession.stateCache();
  }

  private AttemptResult call(PreparedTask.PreparedCall preparedCall, Module module)
      throws StepFailed, InvalidForHost, Unreachable, InterruptedException {
    boolean harmless =
        task.settings().rules().changed().isPresent() && neverChanges(preparedCall.variableScope());
    var callResult =
        new ModuleCall(
                hostSession.target(), stateCache(), check, harmless, targetOptions, stepServices)
            .run(withoutLog(module));
    warnOfCut(callResult);
    boolean isKnown = !callResult.notRun() && callResult.unsureReason().isEmpty();
    Object result = isKnown ? RegisteredResults.of(callResult) : unrun;
    var variableScope = resultScope(preparedCall.variableScope(), result);
    if (hasFailed(callResult, variableScope)) {
      return failed(
          failure(callResult), new AttemptResult(result, new StepOutcome.Ok(), callResult));
    }
    var stepOutcome = outcome(callResult, harmless, variableScope);
    return new AttemptResult(result, stepOutcome, callResult)
        .with("changed", stepOutcome instanceof StepOutcome.Changed);
  }

  /** Says that a result that something reads does not hold all that the command printed. */
  private void warnOfCut(CallResult callResult) {
    var rules = task.settings().rules();
    long cut = callResult.ran().map(Target.CommandOutput::cut).orElse(0L);
    boolean isRead =
        task.settings().register().isPresent()
            || rules.changed().isPresent()
            || rules.failed().isPresent()
            || task.settings().repetition().isPresent();
    if (cut > 0 && isRead) {
      stepServices
          .showWarning()
          .accept(
              ("'%s' printed %d bytes more than a result keeps, which is the last MiB of each of"
                      + " stdout and stderr; to keep all of it, write it into a file there")
                  .formatted(task.name(), cut));
    }
  }

  /** Hides the commands of the module from the user if nothing of the task may be shown. */
  private Module withoutLog(Module module) {
    return outputRule.isWithheld()
        ? () ->
            module.wants().stream()
                .map(want ->
                    want
                            instanceof
                            Want.Perform(var _, var runCommand, var effect, var due, var writes)
                        ? new Want.Perform(task.name(), runCommand, effect, due, writes)
                        : want)
                .toList()
        : module;
  }

  private StepOutcome outcome(CallResult callResult, boolean harmless, VariableScope variableScope)
      throws InvalidForHost {
    var differences = outputRule.shown(callResult.differences(), variableScope);
    if (callResult.unsureReason().isPresent()) {
      stateCache().markUncertain(uncertain());
      // The user declares that it changes something, whatever it prints.
      return callResult.notRun()
              && task.settings().rules().changed().isPresent()
              && alwaysChanges(variableScope)
          ? new StepOutcome.Changed(differences)
          : new StepOutcome.Unsure(
              outputRule.isWithheld() ? outputRule.why() : callResult.unsureReason().get());
    }
    if (callResult.notRun() && harmless) {
      return new StepOutcome.Skipped("check mode does not run commands; this one changes nothing");
    }
    if (task.settings().rules().changed().isEmpty()) {
      return callResult.changed() ? new StepOutcome.Changed(differences) : new StepOutcome.Ok();
    }
    return switch (taskPreparer.judge(task.settings().rules().changed().get(), variableScope)) {
      case Known(ConditionResult result) when result.isTrue() ->
          new StepOutcome.Changed(differences);
      case Known<ConditionResult> _ -> new StepOutcome.Ok();
      case Unknown(String why) -> new StepOutcome.Unsure(why);
      case Invalid(String why) -> new StepOutcome.Unsure(why);
    };
  }

  private boolean hasFailed(CallResult callResult, VariableScope variableScope)
      throws InvalidForHost {
    if (task.settings().rules().failed().isEmpty()) {
      return callResult.ran().filter(commandOutput -> commandOutput.exit() != 0).isPresent();
    }
    return taskPreparer
        .judge(task.settings().rules().failed().get(), variableScope)
        .is(ConditionResult::isTrue);
  }

  /** Reports whether {@code changed_when} is false for every result. */
  private boolean neverChanges(VariableScope variableScope) throws InvalidForHost {
    Condition condition = task.settings().rules().changed().orElseThrow();
    return taskPreparer
        .judge(condition, resultScope(variableScope, unrun))
        .is(ConditionResult::isFalse);
  }

  private boolean alwaysChanges(VariableScope variableScope) throws InvalidForHost {
    return taskPreparer
        .judge(task.settings().rules().changed().orElseThrow(), variableScope)
        .is(ConditionResult::isTrue);
  }

  private VariableScope resultScope(VariableScope variableScope, Object result) {
    var wider = variableScope.with("result", result);
    return task.settings().register().isPresent()
        ? wider.with(task.settings().register().get(), result)
        : wider;
  }

  /** Returns an unknown result of a step that may change anything. */
  AttemptResult unsure(String why) {
    stateCache().unknown(uncertain());
    return unknown(why);
  }

  /** Returns an unknown result of a step whose possible changes are known. */
  AttemptResult unsure(Module module, String why) {
    stateCache().markUncertain(uncertain());
    stateCache().doubt(module.wants());
    return unknown(why);
  }

  private AttemptResult unknown(String why) {
    var unknown = new LinkedHashMap<String, Object>();
    task.assigned().forEach(name -> unknown.put(name, new Unknown<>(why)));
    return new AttemptResult(
            unrun, new StepOutcome.Unsure(outputRule.isWithheld() ? outputRule.why() : why))
        .having(unknown);
  }

  private String uncertain() {
    return "the effect of '" + task.name() + "' is unknown";
  }

  private static Failure failure(CallResult callResult) {
    var command = callResult.failure();
    return command.isEmpty()
        ? Failure.of("failed_when is true")
        : Failure.of(
            command.get().exit() == 0
                ? "failed_when is true"
                : "the command exited with " + command.get().exit(),
            command.get());
  }

  /** Fails the step and keeps its result. */
  AttemptResult failed(Failure failure, AttemptResult attemptResult) {
    var shown = outputRule.isWithheld() ? failure.withheld(outputRule.why()) : failure;
    var kept = new LinkedHashMap<Object, Object>(RegisteredResults.flags(false, true, false));
    if (attemptResult.result() instanceof Map<?, ?> result) {
      kept.putAll(result);
    }
    kept.put("failed", true);
    kept.put("msg", failure.message());
    return attemptResult.as(kept, new StepOutcome.Failed(shown, task.settings().ignoreErrors()));
  }
}
