package runbook.run;

import java.util.List;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.plan.Prepared;
import runbook.plan.PreparedTask;
import runbook.step.Rest;
import runbook.step.StepFailed;
import runbook.step.Target;

/** Whether tasks would find their host as they want it. */
record Idleness(HostInPlay host) {

  boolean is(List<PreparedTask> tasks) throws Unreachable, InterruptedException {
    host.session().enter(host.gathering());
    try {
      for (var task : tasks) {
        if (!isIdle(task)) {
          return false;
        }
      }
      return true;
    } catch (StepFailed e) {
      // It fails by its name when it is run.
      return false;
    } finally {
      host.session().leave();
    }
  }

  private boolean isIdle(PreparedTask ahead) throws StepFailed, Unreachable, InterruptedException {
    var settings = ahead.task().settings();
    // What others do, and what is tried again, is not for this host to foresee.
    if (settings.errand().once() || settings.repetition().isPresent()) {
      return false;
    }
    return switch (ahead.prepared()) {
      case Prepared.Skipped _ -> true;
      case Prepared.Ready(var calls, _) -> {
        var become = host.become(ahead.task());
        var manner = new Target.Manner(become, host.options().detail(), settings.timeout());
        yield isIdle(calls, new Rest(host.session().picture(), manner));
      }
      case Prepared.Refused _ -> false;
    };
  }

  private static boolean isIdle(List<Prepared.Call> calls, Rest rest)
      throws StepFailed, Unreachable, InterruptedException {
    for (var call : calls) {
      boolean idle =
          switch (call.decision()) {
            case Known(Prepared.Decision.Skip _) -> true;
            case Known(Prepared.Decision.Run(var module)) ->
                call.delegate().isEmpty() && rest.is(module);
            case Unknown<Prepared.Decision> _, Invalid<Prepared.Decision> _ -> false;
          };
      if (!idle) {
        return false;
      }
    }
    return true;
  }
}
