package runbook.run;

import java.util.List;
import runbook.connection.Unreachable;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.plan.PlannedHost;
import runbook.plan.Prepared;
import runbook.playbook.Play;
import runbook.playbook.Task;
import runbook.step.Rest;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.value.Scope;

/** Whether tasks would find their host as they want it. */
record Idleness(Play play, Session session, PlannedHost host, Rig rig) {

  boolean is(List<Task> tasks, Scope scope) throws Unreachable, InterruptedException {
    session.enter(rig.gathering());
    try {
      for (var task : tasks) {
        if (!isIdle(task, scope)) {
          return false;
        }
      }
      return true;
    } catch (StepFailed e) {
      // It fails by its name when it is run.
      return false;
    } finally {
      session.leave();
    }
  }

  private boolean isIdle(Task task, Scope scope)
      throws StepFailed, Unreachable, InterruptedException {
    // What others do, and what is tried again, is not for this host to foresee.
    if (task.errand().once() || task.repetition().isPresent()) {
      return false;
    }
    return switch (rig.preparation().prepare(task, scope)) {
      case Prepared.Skipped _ -> true;
      case Prepared.Ready ready -> isIdle(task, ready);
      case Prepared.Refused _ -> false;
    };
  }

  private boolean isIdle(Task task, Prepared.Ready ready)
      throws StepFailed, Unreachable, InterruptedException {
    var become = new Place(session, host).become(task, play, false);
    var manner = new Target.Manner(become, rig.options().detail(), task.timeout());
    var rest = new Rest(session.picture(), manner);
    for (var call : ready.calls()) {
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
