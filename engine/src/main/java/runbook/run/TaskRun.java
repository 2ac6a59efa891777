package runbook.run;

import java.util.ArrayList;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.Listener;
import runbook.event.Outcome;
import runbook.module.Module;
import runbook.plan.Preparation;
import runbook.plan.Prepared;
import runbook.playbook.Task;
import runbook.step.Pace;
import runbook.step.Target;

/** One task on one host, with all items of its loop. */
final class TaskRun {

  /**
   * What it came to.
   *
   * @param result what {@code register} keeps
   * @param changed whether its handlers are called
   * @param failed whether the play ends for the host
   */
  record Ending(Object result, boolean changed, boolean failed) {}

  private final Task task;
  private final Session session;
  private final Gathering gathering;
  private final Preparation preparation;
  private final Target.Manner manner;
  private final boolean check;
  private final Listener listener;

  private boolean changed;
  private boolean failed;

  TaskRun(
      Task task,
      Session session,
      Gathering gathering,
      Preparation preparation,
      Target.Manner manner,
      boolean check,
      Listener listener) {
    this.task = task;
    this.session = session;
    this.gathering = gathering;
    this.preparation = preparation;
    this.manner = manner;
    this.check = check;
    this.listener = listener;
  }

  Ending run(Prepared prepared) throws Unreachable, InterruptedException {
    return switch (prepared) {
      case Prepared.Ready ready -> calls(ready);
      case Prepared.Skipped(String why) -> alone(skipped(why));
      case Prepared.Uncertain(String why) -> alone(attempt("").unsure(why));
      case Prepared.Refused refused ->
          alone(attempt("").failed(Failure.of(refused.problems()), Came.NOTHING));
    };
  }

  private Ending alone(Came came) {
    ended("", came, System.nanoTime());
    return new Ending(came.result(), changed, failed);
  }

  private Ending calls(Prepared.Ready ready) throws Unreachable, InterruptedException {
    var results = new ArrayList<>();
    for (var call : ready.calls()) {
      var item = task.noLog() && ready.looped() ? "item " + (results.size() + 1) : call.item();
      long began = System.nanoTime();
      var came = one(item, call);
      ended(item, came, began);
      results.add(came.result());
      if (failed) {
        break;
      }
    }
    Object result = ready.looped() ? Results.list(results) : results.getFirst();
    return new Ending(result, changed, failed);
  }

  private Came one(String item, Prepared.Call call) throws Unreachable, InterruptedException {
    return switch (call.decision()) {
      case Prepared.Decision.Skip(String why) -> skipped(why);
      case Prepared.Decision.Unsure(String why) -> attempt(item).unsure(why);
      case Prepared.Decision.Run(Module module) -> {
        listener.on(new Event.StepBegan(session.name(), step(item)));
        var attempt = attempt(item);
        yield task.repetition().isEmpty()
            ? attempt.of(call, module)
            : new Attempts(task.repetition().get(), attempt, gathering, text -> waits(item, text))
                .of(call, module, check);
      }
    };
  }

  private static Came skipped(String why) {
    return new Came(Results.flags(false, false, true), new Outcome.Skipped(why));
  }

  private Attempt attempt(String item) {
    var pace = new Pace(gathering, gathering.supplies(), text -> waits(item, text));
    return new Attempt(task, session, preparation, manner, check, pace);
  }

  private void waits(String item, String progress) {
    if (!task.noLog()) {
      listener.on(new Event.StepWaits(session.name(), step(item), progress));
    }
  }

  private void ended(String item, Came came, long began) {
    changed |= came.hasChanged();
    failed = came.hasFailed() && !task.ignoreErrors();
    var took = Since.nanos(began);
    listener.on(new Event.StepEnded(session.name(), step(item), came.outcome(), took));
  }

  private Event.Step step(String item) {
    return new Event.Step(task.at(), task.name(), task.module().raw(), item);
  }
}
