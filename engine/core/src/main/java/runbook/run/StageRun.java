package runbook.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
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
import runbook.step.Target;
import runbook.value.VariableScope;

/**
 * Runs the tasks between two points where hosts wait for each other. The facts they need are read
 * in one request, as far as they are known in advance.
 */
final class StageRun {

  private static final Target.CommandOutput NO_OUTPUT = new Target.CommandOutput(0, "", "", 0);

  private static final Unknown<?> NOT_YET =
      new Unknown<>("the result of a task that has not run yet");

  private final HostInPlay host;
  private final HostSession hostSession;
  private final PlayCoordinator playCoordinator;
  private final Set<String> registers;

  private final OwedWork owedWork;

  StageRun(HostInPlay host, OwedWork owedWork) {
    this.host = host;
    this.owedWork = owedWork;
    this.hostSession = host.hostSession();
    this.playCoordinator = host.coordinator();
    this.registers = registers(host.play());
  }

  /**
   * Runs the tasks, and adds the handlers that they notify to {@code notified}.
   *
   * @param later the tasks of later stages, whose facts may be read in advance
   */
  void run(List<Task> tasks, List<Task> later, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    if (tasks.isEmpty()) {
      return;
    }
    var lookAhead = lookAhead(tasks, later);
    checkStopped();
    run(tasks, lookAhead, begin(lookAhead, lookAhead.beginWithKnown()), notified);
  }

  /** Runs the tasks on newly read facts. */
  void runAnew(List<Task> tasks, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    if (tasks.isEmpty()) {
      return;
    }
    var lookAhead = lookAhead(tasks, List.of());
    checkStopped();
    run(tasks, lookAhead, begin(lookAhead, false), notified);
  }

  private ChangePlanner begin(LookAhead lookAhead, boolean hasBegun)
      throws Unreachable, InterruptedException {
    if (StagePredictor.isPossible(host)) {
      var stagePredictor = new StagePredictor(host, lookAhead, owedWork);
      if (!hasBegun) {
        lookAhead.begin(stagePredictor);
      }
      return stagePredictor;
    }
    if (!hasBegun) {
      lookAhead.begin();
    }
    return ChangePlanner.STEP_BY_STEP;
  }

  /**
   * Runs the tasks if the known state shows that they change nothing; returns whether it ran them.
   */
  boolean runIfConverged(List<Task> tasks, List<Task> later, Set<String> notified)
      throws PlayEnded, Unreachable, InterruptedException {
    var lookAhead = lookAhead(tasks, later);
    if (!lookAhead.beginWithKnown()) {
      lookAhead.begin();
    }
    if (!new TasksConvergedCheck(host).isConverged(lookAhead.coming(0))) {
      return false;
    }
    // As far as is known, nothing is to be sent.
    run(tasks, lookAhead, ChangePlanner.STEP_BY_STEP, notified);
    return true;
  }

  private LookAhead lookAhead(List<Task> tasks, List<Task> later) {
    return new LookAhead(tasks, later, host, this::scope);
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
      preparedTask = prepare(task);
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
        long began = host.begin(Event.Activity.RUN_ONCE, task.name());
        var shared = playCoordinator.awaitRunOnce(task, host.name());
        host.spent(Event.Activity.RUN_ONCE, task.name(), began);
        if (shared.isPresent()) {
          keep(task, shared.get());
          // The other host's actions may have changed this one.
          if (!hostSession.stateCache().isCurrent()) {
            lapse();
          }
          return;
        }
      }
    }
    lookAhead.ensureSeen(task, preparedTask);
    var taskRun = new TaskRun(task, host, changePlanner);
    var output =
        owedWork
            .keptOutput(task)
            .or(() -> owedWork.onceDone(task) ? Optional.of(NO_OUTPUT) : Optional.empty());
    var ended = output.isPresent() ? taskRun.ended(output.get()) : taskRun.run(preparedTask);
    var result = settled(task, ended, notified);
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

  private PreparedTask prepare(Task task) {
    var preparedTask = host.playResources().taskPreparer().prepare(task, scope());
    // One that runs for all hosts has a result for them.
    boolean isDone =
        owedWork.isDone(task)
            || (!task.settings().delegation().once() && owedWork.wasDoneByResumedRun(task));
    return preparedTask instanceof PreparedTask.ReadyTask && isDone
        ? new PreparedTask.SkippedTask("an earlier run, which ended early, has done it", true)
        : preparedTask;
  }

  /** Lets a task count as changed if an earlier run changed it and left what must follow. */
  private TaskResult settled(Task task, TaskResult result, Set<String> notified)
      throws Unreachable, InterruptedException {
    var left = result.hasChanged() || result.hasFailed() ? List.<Task>of() : owedWork.left(task);
    owedWork.record(task, result);
    if (left.isEmpty()) {
      return result;
    }
    var names = left.stream().map(one -> "'" + one.name() + "'").collect(Collectors.joining(", "));
    host.listener()
        .on(
            new Event.Warned(
                host.name(),
                "an earlier run changed '%s' here and ended before %s; this run does it"
                    .formatted(task.name(), names)));
    left.stream()
        .filter(one -> FollowUps.notifies(task, one))
        .forEach(handler -> notified.add(handler.name()));
    return result.asChanged();
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
    int number = host.playResources().playTasks().number(task);
    if (number >= 0 && !result.hasFailed()) {
      boolean isKept =
          task.settings().register().isPresent() || task.settings().delegation().once();
      host.listener()
          .on(
              new Event.TaskEnded(
                  host.name(),
                  number,
                  result.countsAsChanged(),
                  Optional.of(result.value()).filter(_ -> isKept),
                  result.variables()));
    }
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
