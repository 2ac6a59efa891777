package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.Outcome;
import runbook.knowledge.Invalid;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.Module;
import runbook.plan.PlannedHost;
import runbook.plan.Prepared;
import runbook.playbook.Play;
import runbook.playbook.Task;
import runbook.step.Pace;
import runbook.step.Patience;
import runbook.step.StepFailed;
import runbook.step.Target;

/** One task on one host, with all items of its loop. */
final class TaskRun {

  /**
   * What it came to.
   *
   * @param result what {@code register} keeps
   * @param changed whether its handlers are called
   * @param variables what the host has from here on
   * @param failed whether the play ends for the host
   */
  record Ending(Object result, Map<String, Object> variables, boolean changed, boolean failed) {}

  private final Task task;
  private final Play play;
  private final Place own;
  private final Rig rig;

  private final Map<String, Object> variables = new LinkedHashMap<>();
  private boolean changed;
  private boolean failed;

  TaskRun(Task task, Play play, Session session, PlannedHost host, Rig rig) {
    this.task = task;
    this.play = play;
    this.own = new Place(session, host);
    this.rig = rig;
  }

  Ending run(Prepared prepared) throws Unreachable, InterruptedException {
    return switch (prepared) {
      case Prepared.Ready ready -> calls(ready);
      case Prepared.Skipped(String why) -> alone(skipped(why));
      case Prepared.Refused refused ->
          alone(attempt("").failed(Failure.of(refused.problems()), Came.NOTHING));
    };
  }

  private Ending alone(Came came) {
    ended("", came, System.nanoTime());
    return new Ending(came.result(), variables, changed, failed);
  }

  private Ending calls(Prepared.Ready ready) throws Unreachable, InterruptedException {
    var results = new ArrayList<>();
    for (var call : ready.calls()) {
      var item = task.noLog() && ready.looped() ? "item " + (results.size() + 1) : call.item();
      long began = System.nanoTime();
      var label = label(item, call);
      var came = one(label, call);
      ended(label, came, began);
      results.add(came.result());
      if (failed) {
        break;
      }
    }
    Object result = ready.looped() ? Results.list(results) : results.getFirst();
    return new Ending(result, variables, changed, failed);
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
        rig.listener().on(new Event.StepBegan(own.session().name(), step(item)));
        yield call.delegate().isPresent()
            ? elsewhere(call.delegate().get(), item, call, module)
            : at(own, false, item, call, module);
      }
    };
  }

  /** On a host that is not the step's own, whose loss is a failure of the step. */
  private Came elsewhere(String name, String item, Prepared.Call call, Module module)
      throws Unreachable, InterruptedException {
    Place place;
    try {
      place = rig.sessions().delegate(name, rig.gathering());
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

  private Came at(Place place, boolean delegated, String item, Prepared.Call call, Module module)
      throws Unreachable, InterruptedException {
    place.session().enter(rig.gathering());
    try {
      var patience = place.session().sharing(rig.gathering());
      var attempt = attempt(item, place, delegated, patience);
      if (task.repetition().isEmpty()) {
        return attempt.of(call, module);
      }
      var repetition = task.repetition().get();
      return new Attempts(repetition, attempt, patience, text -> waits(item, text))
          .of(call, module, rig.options().check());
    } finally {
      place.session().leave();
    }
  }

  private static Came skipped(String why) {
    return new Came(Results.flags(false, false, true), new Outcome.Skipped(why));
  }

  private Attempt attempt(String item) {
    return attempt(item, own, false, rig.gathering());
  }

  private Attempt attempt(String item, Place place, boolean delegated, Patience patience) {
    var options = rig.options();
    var become = place.become(task, play, delegated);
    return new Attempt(
        task,
        place.session(),
        rig.preparation(),
        new Target.Manner(become, options.detail(), task.timeout()),
        options.check(),
        new Pace(
            patience,
            rig.gathering().supplies(),
            text -> waits(item, text),
            text -> tell(item, text),
            this::warn));
  }

  private void waits(String item, String progress) {
    if (!task.noLog()) {
      rig.listener().on(new Event.StepWaits(own.session().name(), step(item), progress));
    }
  }

  private void ended(String item, Came came, long began) {
    changed |= came.hasChanged();
    variables.putAll(came.variables());
    failed = came.hasFailed() && !task.ignoreErrors();
    if (!task.noLog()) {
      came.told().forEach(text -> tell(item, text));
    }
    var took = Since.nanos(began);
    rig.listener().on(new Event.StepEnded(own.session().name(), step(item), came.outcome(), took));
  }

  private void tell(String item, String text) {
    rig.listener().on(new Event.StepTold(own.session().name(), step(item), text));
  }

  private void warn(String text) {
    if (!task.noLog()) {
      rig.listener().on(new Event.Warned(own.session().name(), text));
    }
  }

  private Event.Step step(String item) {
    return new Event.Step(task.at(), task.name(), task.module().raw(), item);
  }
}
