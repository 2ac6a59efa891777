package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import runbook.connection.Unreachable;
import runbook.event.Event;
import runbook.knowledge.Unknown;
import runbook.plan.PreparedTask;
import runbook.playbook.Barrier;
import runbook.playbook.Play;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.step.ChangePlanner;
import runbook.step.StepFailed;
import runbook.value.VariableScope;

/**
 * Runs the tasks between two points where hosts wait for each other. The facts they need are read
 * in one request, as far as they are known in advance.
 */
final class StageRun {

  private static final Unknown<?> NOT_YET =
      new Unknown<>("the result of a task that has not run yet");

  private final HostInPlay host;
  private final HostSession hostSession;
  private final PlayCoordinator playCoordinator;
  private final Set<String> registers;

  StageRun(HostInPlay host) {
    this.host = host;
    this.hostSession = host.hostSession();
    this.playCoordinator = host.coordinator();
    this.registers = registers(host.play());
  }

  /** Runs the tasks, and adds the handlers that they notify to {@code notified}. */
  void run(List<Task> tasks, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    if (tasks.isEmpty()) {
      return;
    }
    var lookAhead = lookAhead(tasks);
    if (StagePredictor.isPossible(host)) {
      var stagePredictor = new StagePredictor(host, lookAhead);
      checkStopped();
      lookAhead.begin(stagePredictor);
      run(tasks, lookAhead, stagePredictor, notified);
    } else {
      lookAhead.begin();
      run(tasks, lookAhead, ChangePlanner.STEP_BY_STEP, notified);
    }
  }

  /**
   * Runs the tasks if the known state shows that they change nothing; returns whether it ran them.
   */
  boolean runIfConverged(List<Task> tasks, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    var lookAhead = lookAhead(tasks);
    if (!new TasksConvergedCheck(host).isConverged(lookAhead.begin())) {
      return false;
    }
    // As far as is known, nothing is to be sent.
    run(tasks, lookAhead, ChangePlanner.STEP_BY_STEP, notified);
    return true;
  }

  private LookAhead lookAhead(List<Task> tasks) {
    return new LookAhead(tasks, host, this::scope);
  }

  private void run(
      List<Task> tasks, LookAhead lookAhead, ChangePlanner changePlanner, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    try {
      for (var task : tasks) {
        checkStopped();
        lookAhead.advance();
        task(task, lookAhead, changePlanner, notified);
        endTask(task, lookAhead.number());
        lookAhead.passed(task);
      }
    } finally {
      hostSession.target().discardAhead();
    }
  }

  private void endTask(Task task, int number) throws PlayEnded, InterruptedException {
    try {
      hostSession.target().endTask(number);
    } catch (StepFailed e) {
      host.listener().on(new Event.Warned(host.name(), "'" + task.name() + "': " + e.getMessage()));
      throw PlayEnded.failed(
          "'" + task.name() + "' did not ask for the changes that the host has made");
    }
  }

  private void task(
      Task task, LookAhead lookAhead, ChangePlanner changePlanner, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    PreparedTask preparedTask;
    try {
      preparedTask = host.playResources().taskPreparer().prepare(task, scope());
    } catch (RuntimeException | Error e) {
      // It works with what hosts said, which may be anything.
      if (task.settings().delegation().once()) {
        playCoordinator.skipRunOnce(task, host.name());
      }
      conclude(task, new TaskRun(task, host, changePlanner).broken(e), notified);
      return;
    }
    if (task.settings().delegation().once()) {
      if (preparedTask instanceof PreparedTask.SkippedTask) {
        playCoordinator.skipRunOnce(task, host.name());
      } else {
        long began = System.nanoTime();
        var shared = playCoordinator.awaitRunOnce(task, host.name());
        host.spent(Event.Activity.RUN_ONCE, task.name(), began);
        if (shared.isPresent()) {
          keep(task, shared.get());
          // The other host's actions may have changed this one.
          lapse();
          return;
        }
      }
    }
    lookAhead.ensureSeen(task, preparedTask);
    var result = new TaskRun(task, host, changePlanner).run(preparedTask);
    if (task.settings().delegation().once()
        && !(preparedTask instanceof PreparedTask.SkippedTask)) {
      playCoordinator.finishRunOnce(task, result);
    }
    conclude(task, result, notified);
  }

  private void conclude(Task task, TaskResult result, Set<String> notified)
      throws PlayEnded, InterruptedException {
    keep(task, result);
    if (result.hasChanged() && task.settings().delegation().delegate().isPresent()) {
      lapse();
    }
    if (result.hasChanged()) {
      task.notifies().forEach(handler -> notified.add(handler.raw()));
    }
    if (result.hasFailed()) {
      throw PlayEnded.failed("'" + task.name() + "' failed");
    }
  }

  private void lapse() throws InterruptedException {
    hostSession.waitForTurn(playCoordinator);
    try {
      hostSession.stateCache().forgetAll();
    } finally {
      hostSession.endTurn();
    }
  }

  private void keep(Task task, TaskResult result) {
    task.settings()
        .register()
        .ifPresent(variable -> hostSession.register(variable, result.value()));
    result.variables().forEach(hostSession::register);
    hostSession.pass(task.variables());
  }

  private void checkStopped() throws PlayEnded, InterruptedException {
    if (playCoordinator.isStopping() && hostSession.target().stopAhead()) {
      // The host has begun with the next task, which is reported like any other.
      return;
    }
    playCoordinator.checkHalt();
    var aborted = playCoordinator.aborted();
    if (aborted.isPresent()) {
      throw PlayEnded.stopped(aborted.get());
    }
  }

  /**
   * Returns the current variables; a result that is not registered yet is unknown, not undefined.
   */
  private VariableScope scope() {
    var variableScope = hostSession.scope(host.host());
    for (var variable : registers) {
      // A task that registered nothing leaves the earlier value, if any.
      if (!hostSession.hasPassed(variable) && !variableScope.has(variable)) {
        variableScope = variableScope.with(variable, NOT_YET);
      }
    }
    return variableScope;
  }

  private static Set<String> registers(Play play) {
    var tasks = new ArrayList<>(play.handlers());
    for (var playElement : play.elements()) {
      switch (playElement) {
        case Task task -> tasks.add(task);
        case RollingBlock rollingBlock -> {
          tasks.addAll(rollingBlock.gate());
          tasks.addAll(rollingBlock.tasks());
        }
        case Barrier barrier -> {}
      }
    }
    return tasks.stream()
        .flatMap(task -> task.variables().stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
