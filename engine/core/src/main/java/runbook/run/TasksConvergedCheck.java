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
import runbook.step.Target;

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

  private boolean isIdle(UpcomingTask ahead) throws StepFailed, Unreachable, InterruptedException {
    var settings = ahead.task().settings();
    // This host cannot predict tasks that other hosts run or that are retried.
    if (settings.delegation().once() || settings.repetition().isPresent()) {
      return false;
    }
    return switch (ahead.preparedTask()) {
      case PreparedTask.SkippedTask _ -> true;
      case PreparedTask.ReadyTask(var calls, _) -> {
        var become = host.become(ahead.task());
        var targetOptions =
            new Target.TargetOptions(become, host.options().detail(), settings.timeout());
        yield isIdle(
            calls, new ModuleConvergedCheck(host.hostSession().stateCache(), targetOptions));
      }
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
