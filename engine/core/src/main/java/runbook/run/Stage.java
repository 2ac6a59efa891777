package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Unreachable;
import runbook.knowledge.Unknown;
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

  private final HostInPlay host;
  private final Session session;
  private final Gathering gathering;
  private final Set<String> registers;

  Stage(HostInPlay host) {
    this.host = host;
    this.session = host.session();
    this.gathering = host.gathering();
    this.registers = registers(host.play());
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
    if (!new Idleness(host).is(outlook.begin())) {
      return false;
    }
    run(tasks, outlook, notified);
    return true;
  }

  private Outlook outlook(List<Task> tasks) {
    return new Outlook(tasks, host, this::scope);
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
    var prepared = host.rig().preparation().prepare(task, scope());
    if (task.settings().errand().once()) {
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
    var result = new TaskRun(task, host).run(prepared);
    if (task.settings().errand().once() && !(prepared instanceof Prepared.Skipped)) {
      gathering.done(task, result);
    }
    keep(task, result);
    if (result.hasChanged() && task.settings().errand().delegate().isPresent()) {
      lapse();
    }
    if (result.hasChanged()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (result.hasFailed()) {
      throw Over.failed("'" + task.name() + "' failed");
    }
  }

  private void lapse() throws InterruptedException {
    session.enter(gathering);
    try {
      session.picture().lapse();
    } finally {
      session.leave();
    }
  }

  private void keep(Task task, TaskResult result) {
    task.settings().register().ifPresent(variable -> session.register(variable, result.value()));
    result.variables().forEach(session::register);
    session.pass(task.variables());
  }

  private void checkStopped() throws Over, InterruptedException {
    gathering.checkHalt();
    var aborted = gathering.aborted();
    if (aborted.isPresent()) {
      throw Over.stopped(aborted.get());
    }
  }

  /** The variables now; what has not been registered yet is unknown, not undefined. */
  private Scope scope() {
    var scope = session.scope(host.host());
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
