package runbook.run;

import java.util.List;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.plan.PreparedTask;
import runbook.plan.UpcomingTask;
import runbook.step.ModuleConvergedCheck;
import runbook.step.StepFailed;

/** Checks whether tasks would find their host in the state they want. */
record TasksConvergedCheck(HostInPlay host) {

  boolean isConverged(List<UpcomingTask> tasks) throws Unreachable, InterruptedException {
    host.hostSession().waitForTurn(host.coordinator());
    try {
      for (var task : tasks) {
        if (!isIdle(task)) {
          return false;
        }
      }
      return true;
    } catch (StepFailed | RuntimeException | StackOverflowError e) {
      // It fails under its own name when it runs.
      return false;
    } finally {
      host.hostSession().endTurn();
    }
  }

  /** Reports whether the known facts show that a task would change something, wait, or fail. */
  boolean isAnyOpen(List<UpcomingTask> tasks) throws Unreachable, InterruptedException {
    try {
      for (var task : tasks) {
        if (isOpen(task)) {
          return true;
        }
      }
      return false;
    } catch (StepFailed e) {
      return true;
    }
  }

  private boolean isOpen(UpcomingTask ahead) throws StepFailed, Unreachable, InterruptedException {
    if (!(ahead.preparedTask() instanceof PreparedTask.ReadyTask(var calls, _))) {
      return false;
    }
    var moduleConvergedCheck = moduleConvergedCheck(ahead);
    for (var preparedCall : calls) {
      if (preparedCall.module().isEmpty() || preparedCall.delegate().isPresent()) {
        continue;
      }
      // A task that is tried again and again waits for something to happen by itself.
      if (ahead.task().settings().repetition().isPresent()
          || moduleConvergedCheck.isOpen(preparedCall.module().get())) {
        return true;
      }
    }
    return false;
  }

  private ModuleConvergedCheck moduleConvergedCheck(UpcomingTask ahead) {
    var targetOptions = host.targetOptions(ahead.task(), host.become(ahead.task()));
    return new ModuleConvergedCheck(host.hostSession().stateCache(), targetOptions);
  }

  private boolean isIdle(UpcomingTask ahead) throws StepFailed, Unreachable, InterruptedException {
    var settings = ahead.task().settings();
    // This host cannot predict tasks that other hosts run or that are retried.
    if (settings.delegation().once() || settings.repetition().isPresent()) {
      return false;
    }
    return switch (ahead.preparedTask()) {
      case PreparedTask.SkippedTask _ -> true;
      case PreparedTask.ReadyTask(var calls, _) -> isIdle(calls, moduleConvergedCheck(ahead));
      case PreparedTask.InvalidTask _ -> false;
    };
  }

  private static boolean isIdle(
      List<PreparedTask.PreparedCall> calls, ModuleConvergedCheck moduleConvergedCheck)
      throws StepFailed, Unreachable, InterruptedException {
    for (var preparedCall : calls) {
      boolean idle =
          switch (preparedCall.decision()) {
            case Known(PreparedTask.Decision.Skip _) -> true;
            case Known(PreparedTask.Decision.Run(var module)) ->
                preparedCall.delegate().isEmpty() && moduleConvergedCheck.isConverged(module);
            case Unknown<PreparedTask.Decision> _, Invalid<PreparedTask.Decision> _ -> false;
          };
      if (!idle) {
        return false;
      }
    }
    return true;
  }
}
