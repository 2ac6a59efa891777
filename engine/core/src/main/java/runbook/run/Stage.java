package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Unreachable;
import runbook.knowledge.Unknown;
import runbook.plan.PlannedHost;
import runbook.plan.Prepared;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.value.Scope;

/**
 * Runs tasks between two points where hosts meet. What they need to see, as far as it is known
 * beforehand, is looked at in one go.
 */
final class Stage {

  private static final Unknown<?> NOT_YET =
      new Unknown<>("the result of a task that has not run yet");

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
    var outlook = outlook(tasks);
    outlook.begin();
    run(tasks, outlook, notified);
  }

  /** Runs the tasks if they come to nothing, by what is seen now; whether they did. */
  boolean runIdle(List<Task> tasks, Set<String> notified)
      throws Over, Unreachable, InterruptedException {
    var outlook = outlook(tasks);
    outlook.begin();
    if (!new Idleness(play, session, host, rig).is(tasks, scope())) {
      return false;
    }
    run(tasks, outlook, notified);
    return true;
  }

  private Outlook outlook(List<Task> tasks) {
    return new Outlook(tasks, play, new Place(session, host), rig, this::scope, NOT_YET);
  }

  private void run(List<Task> tasks, Outlook outlook, Set<String> notified)
      throws Over, Unreachable, InterruptedException {
    for (var task : tasks) {
      checkStopped();
      outlook.advance();
      task(task, outlook, notified);
      outlook.passed(task);
    }
  }

  private void task(Task task, Outlook outlook, Set<String> notified)
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
          // What the other host has done may be seen on this one.
          lapse();
          return;
        }
      }
    }
    outlook.need(task, prepared);
    var ending = new TaskRun(task, play, session, host, rig).run(prepared);
    if (task.errand().once() && !(prepared instanceof Prepared.Skipped)) {
      gathering.done(task, ending);
    }
    keep(task, ending);
    if (ending.changed() && task.errand().delegate().isPresent()) {
      lapse();
    }
    if (ending.changed()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (ending.failed()) {
      throw Over.failed("'" + task.name() + "' failed");
    }
  }

  private void lapse() throws InterruptedException {
    session.enter(rig.gathering());
    try {
      session.picture().lapse();
    } finally {
      session.leave();
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
}
