package runbook.run;

import java.util.ArrayList;
import java.util.List;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.Prepared;
import runbook.playbook.Task;
import runbook.step.Pace;
import runbook.step.Patience;
import runbook.step.StepFailed;
import runbook.step.Target;

/** One task on one host, with all items of its loop. */
final class TaskRun {

  private final Task task;
  private final HostInPlay host;

  TaskRun(Task task, HostInPlay host) {
    this.task = task;
    this.host = host;
  }

  TaskResult run(Prepared prepared) throws Unreachable, InterruptedException {
    return switch (prepared) {
      case Prepared.Ready(var calls, boolean looped) ->
          looped ? TaskResult.ofLoop(calls(calls)) : TaskResult.of(call("", calls.getFirst()));
      case Prepared.Skipped(String why) -> alone(skipped(why));
      case Prepared.Refused(var problems) ->
          alone(attempt("").failed(Failure.of(problems), Came.NOTHING));
    };
  }

  private TaskResult alone(Came came) {
    ended("", came, System.nanoTime());
    return TaskResult.of(came);
  }

  private List<Came> calls(List<Prepared.Call> calls) throws Unreachable, InterruptedException {
    var came = new ArrayList<Came>();
    for (var call : calls) {
      var item = task.settings().noLog() ? "item " + (came.size() + 1) : call.item();
      came.add(call(item, call));
      if (came.getLast().hasFailed() && !task.settings().ignoreErrors()) {
        break;
      }
    }
    return came;
  }

  private Came call(String item, Prepared.Call call) throws Unreachable, InterruptedException {
    long began = System.nanoTime();
    var label = label(item, call);
    var came = one(label, call);
    ended(label, came, began);
    return came;
  }

  private static String label(String item, Prepared.Call call) {
    return call.delegate()
        .map(host -> (item.isEmpty() ? "" : item + ", ") + "on " + host)
        .orElse(item);
  }

  private Came one(String item, Prepared.Call call) throws Unreachable, InterruptedException {
    return switch (call.decision()) {
      case Unknown(String why) -> attempt(item).unsure(why);
      case Invalid(String why) -> attempt(item).unsure(why);
      case Known(Prepared.Decision.Skip(String why)) -> skipped(why);
      case Known(Prepared.Decision.Run(Module module)) -> {
        host.listener().on(new Event.StepBegan(host.name(), step(item)));
        yield call.delegate().isPresent()
            ? elsewhere(call.delegate().get(), item, call, module)
            : at(host.acting(), false, item, call, module);
      }
    };
  }

  /** On a host that is not the step's own, whose loss is a failure of the step. */
  private Came elsewhere(String name, String item, Prepared.Call call, Module module)
      throws Unreachable, InterruptedException {
    ActingHost place;
    try {
      place = host.rig().sessions().delegate(name, host.gathering());
    } catch (StepFailed e) {
      return attempt(item).failed(e.failure(), Came.NOTHING);
    }
    try {
      return at(place, true, item, call, module);
    } catch (Unreachable e) {
      place.session().lose();
      return attempt(item).failed(Sessions.lost(name, e), Came.NOTHING);
    }
  }

  private Came at(
      ActingHost place, boolean delegated, String item, Prepared.Call call, Module module)
      throws Unreachable, InterruptedException {
    place.session().enter(host.gathering());
    try {
      var patience = place.session().sharing(host.gathering());
      var attempt = attempt(item, place, delegated, patience);
      if (task.settings().repetition().isEmpty()) {
        return attempt.of(call, module);
      }
      var repetition = task.settings().repetition().get();
      return new Attempts(repetition, attempt, patience, text -> waits(item, text))
          .of(call, module, host.options().check());
    } finally {
      place.session().leave();
    }
  }

  private static Came skipped(String why) {
    return new Came(Results.flags(false, false, true), new Outcome.Skipped(why));
  }

  private Attempt attempt(String item) {
    return attempt(item, host.acting(), false, host.gathering());
  }

  private Attempt attempt(String item, ActingHost place, boolean delegated, Patience patience) {
    var options = host.options();
    var become = place.become(task, host.play(), delegated);
    return new Attempt(
        task,
        place.session(),
        host.rig().preparation(),
        new Target.Manner(become, options.detail(), task.settings().timeout()),
        options.check(),
        new Pace(
            patience,
            host.gathering().supplies(),
            text -> waits(item, text),
            text -> tell(item, text),
            this::warn));
  }

  private void waits(String item, String progress) {
    if (!task.settings().noLog()) {
      host.listener().on(new Event.StepWaits(host.name(), step(item), progress));
    }
  }

  private void ended(String item, Came came, long began) {
    if (!task.settings().noLog()) {
      came.account().told().forEach(text -> tell(item, text));
    }
    var took = Since.nanos(began);
    host.listener().on(new Event.StepEnded(host.name(), step(item), came.outcome(), took));
  }

  private void tell(String item, String text) {
    host.listener().on(new Event.StepTold(host.name(), step(item), text));
  }

  private void warn(String text) {
    if (!task.settings().noLog()) {
      host.listener().on(new Event.Warned(host.name(), text));
    }
  }

  private Event.Step step(String item) {
    return new Event.Step(task.at(), task.name(), task.module().raw(), item);
  }
}
