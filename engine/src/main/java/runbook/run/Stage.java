package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.module.Fact;
import runbook.plan.PlannedHost;
import runbook.plan.Prepared;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.step.Call;
import runbook.step.Picture;
import runbook.step.StepFailed;
import runbook.value.Scope;
import runbook.value.Unknown;

/**
 * Runs tasks between two points where hosts meet. What they need to see, as far as it is known
 * beforehand, is looked at in one go.
 */
final class Stage {

  private static final Unknown NOT_YET = new Unknown("the result of a task that has not run yet");

  private final Play play;
  private final PlannedHost host;
  private final Session session;
  private final Rig rig;
  private final Set<String> registers;

  Stage(Play play, PlannedHost host, Session session, Rig rig) {
    this.play = play;
    this.host = host;
    this.session = session;
    this.rig = rig;
    this.registers = registers(play);
  }

  /** Runs the tasks; the handlers that changes call are added to the given ones. */
  void run(List<Task> tasks, Set<String> notified) throws Over, Unreachable, InterruptedException {
    var views = new ArrayList<List<Picture.View>>();
    var scope = scope();
    for (var task : tasks) {
      views.add(views(task, scope));
      for (var variable : task.variables()) {
        scope = scope.with(variable, NOT_YET);
      }
    }
    lookAhead(flatten(views));
    for (int i = 0; i < tasks.size(); i++) {
      checkStopped();
      stillAhead(flatten(views.subList(i + 1, views.size())));
      task(tasks.get(i), notified);
    }
  }

  private void lookAhead(List<Picture.View> views) throws Unreachable, InterruptedException {
    session.enter(rig.gathering());
    try {
      var options = rig.options();
      session.picture().lookAhead(views, options.detail(), options.lookTimeout());
    } catch (StepFailed e) {
      // A task that needs what could not be seen looks again at its turn, and fails by name.
      rig.listener().on(new Event.Warned(host.name(), "could not look ahead: " + e.getMessage()));
    } finally {
      session.leave();
    }
  }

  private void stillAhead(List<Picture.View> views) throws InterruptedException {
    session.enter(rig.gathering());
    try {
      session.picture().stillAhead(views);
    } finally {
      session.leave();
    }
  }

  private List<Picture.View> views(Task task, Scope scope) {
    if (!(rig.preparation().prepare(task, scope) instanceof Prepared.Ready ready)) {
      return List.of();
    }
    var become = new Place(session, host).become(task, play, false);
    return ready.calls().stream()
        .filter(call -> call.delegate().isEmpty())
        .flatMap(call -> facts(call).stream())
        .map(fact -> new Picture.View(become, fact))
        .toList();
  }

  private static List<Fact<?>> facts(Prepared.Call call) {
    return call.decision() instanceof Prepared.Decision.Run(var module)
        ? Call.facts(module)
        : List.of();
  }

  private void task(Task task, Set<String> notified)
      throws Over, Unreachable, InterruptedException {
    var prepared = rig.preparation().prepare(task, scope());
    var gathering = rig.gathering();
    if (task.errand().once()) {
      if (prepared instanceof Prepared.Skipped) {
        gathering.abstain(task, host.name());
      } else {
        var shared = gathering.share(task, host.name());
        if (shared.isPresent()) {
          keep(task, shared.get());
          return;
        }
      }
    }
    var ending = new TaskRun(task, play, session, host, rig).run(prepared);
    if (task.errand().once() && !(prepared instanceof Prepared.Skipped)) {
      gathering.done(task, ending);
    }
    keep(task, ending);
    if (ending.changed()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (ending.failed()) {
      throw Over.failed("'" + task.name() + "' failed");
    }
  }

  private void keep(Task task, TaskRun.Ending ending) {
    task.register().ifPresent(variable -> session.register(variable, ending.result()));
    ending.variables().forEach(session::register);
    session.pass(task.variables());
  }

  private void checkStopped() throws Over, InterruptedException {
    rig.gathering().checkHalt();
    var aborted = rig.gathering().aborted();
    if (aborted.isPresent()) {
      throw Over.stopped(aborted.get());
    }
  }

  /** The variables now; what has not been registered yet is unknown, not undefined. */
  private Scope scope() {
    var scope = session.scope(host);
    for (var variable : registers) {
      // One that was passed without a value is what it was before, if it was anything.
      if (!session.hasPassed(variable) && !scope.has(variable)) {
        scope = scope.with(variable, NOT_YET);
      }
    }
    return scope;
  }

  private static Set<String> registers(Play play) {
    var tasks = new ArrayList<>(play.handlers());
    for (var element : play.elements()) {
      switch (element) {
        case Task task -> tasks.add(task);
        case Rolling rolling -> {
          tasks.addAll(rolling.gate());
          tasks.addAll(rolling.tasks());
        }
        case Barrier barrier -> {}
      }
    }
    return tasks.stream()
        .flatMap(task -> task.variables().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static List<Picture.View> flatten(List<List<Picture.View>> views) {
    return views.stream().flatMap(List::stream).distinct().toList();
  }
}
