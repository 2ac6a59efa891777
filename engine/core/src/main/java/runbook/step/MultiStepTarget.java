package runbook.step;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runbook.connection.BecomeUser;
import runbook.connection.PortReply;
import runbook.connection.Traffic;
import runbook.connection.Tunnel;
import runbook.connection.Unreachable;
import runbook.event.Failure;
import runbook.knowledge.Knowledge;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Script;
import runbook.module.ScriptOutput;

/** A host that carries out the predicted changes of several steps in one request. */
public final class MultiStepTarget implements Target {

  private record Sent(PredictedChanges predictedChanges, PendingChanges pendingChanges) {}

  private volatile Target target;
  private final PerformedActions performedActions;
  private Traffic before = new Traffic(0, 0, 0);
  private final Deque<Sent> sent = new ArrayDeque<>();
  private List<PredictedChanges> predicted = List.of();

  public MultiStepTarget(Target target, PerformedActions performedActions) {
    this.target = target;
    this.performedActions = performedActions;
  }

  /** Uses another connection to the same host. */
  public void replace(Target other) {
    before = traffic();
    target = other;
    sent.clear();
    predicted = List.of();
  }

  /** Returns whether the host was sent changes of steps that have not run here yet. */
  public boolean isAhead() {
    return !sent.isEmpty();
  }

  /** Sets the changes to send together with the next ones. */
  public void predict(List<PredictedChanges> coming) {
    predicted = List.copyOf(coming);
  }

  /** Returns the changes that are predicted to come next. */
  public Optional<PredictedChanges> next() {
    return sent.isEmpty()
        ? predicted.stream().findFirst()
        : Optional.of(sent.getFirst().predictedChanges());
  }

  /**
   * Stops the host after its current task. Returns whether it has already begun the next task,
   * which must then be reported as usual.
   */
  public boolean stopAhead() throws InterruptedException {
    if (sent.isEmpty()) {
      return false;
    }
    target.stopAfterTask();
    if (sent.getFirst().pendingChanges().wereBegun()) {
      return true;
    }
    forgetSent();
    return false;
  }

  /**
   * Ends a task.
   *
   * @throws StepFailed if the host carried out changes that the task did not ask for
   */
  public void endTask(int task) throws StepFailed, InterruptedException {
    if (!sent.isEmpty() && sent.getFirst().predictedChanges().task() <= task) {
      throw deviation();
    }
  }

  @Override
  public void stopAfterTask() throws InterruptedException {
    target.stopAfterTask();
  }

  /** Stops the changes sent ahead and waits for them, because the host leaves the stage. */
  public void discardAhead() throws InterruptedException {
    predicted = List.of();
    if (!sent.isEmpty()) {
      end();
    }
  }

  private void end() throws InterruptedException {
    target.stopAfterTask();
    // The outcome of the last changes is known only when the request has ended.
    var _ = sent.getLast().pendingChanges().wereBegun();
    forgetSent();
  }

  private void forgetSent() {
    if (!sent.isEmpty()) {
      sent.clear();
      performedActions.end();
    }
  }

  @Override
  public PerformedChanges perform(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    performedActions.beginChange();
    try {
      return carryOut(changes, again, targetOptions);
    } finally {
      performedActions.end();
    }
  }

  private PerformedChanges carryOut(
      List<Change> changes, List<? extends Fact<?>> again, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    var coming = predicted;
    predicted = List.of();
    if (sent.isEmpty()) {
      if (coming.size() < 2 || !coming.getFirst().matches(changes, again)) {
        tellChanged(List.of(targetOptions));
        return target.perform(changes, again, targetOptions);
      }
      tellChanged(coming.stream().map(PredictedChanges::targetOptions).toList());
      var pending = target.performAhead(coming);
      if (pending.isEmpty()) {
        return target.perform(changes, again, targetOptions);
      }
      performedActions.beginChange();
      for (int i = 0; i < coming.size(); i++) {
        sent.add(new Sent(coming.get(i), pending.get(i)));
      }
    }
    if (!sent.getFirst().predictedChanges().matches(changes, again)) {
      throw deviation();
    }
    var next = sent.getFirst();
    if (sent.size() == 1) {
      forgetSent();
    } else {
      sent.removeFirst();
    }
    if (!next.pendingChanges().wereBegun()) {
      // The request was stopped before this step, which has begun here.
      forgetSent();
      return target.perform(changes, again, targetOptions);
    }
    try {
      var performedChanges = next.pendingChanges().await();
      if (!next.pendingChanges().wentAsPredicted()) {
        forgetSent();
      }
      return performedChanges;
    } catch (StepFailed | Unreachable | InterruptedException e) {
      forgetSent();
      throw e;
    }
  }

  private void tellChanged(List<TargetOptions> ofSteps)
      throws StepFailed, Unreachable, InterruptedException {
    var commands =
        ofSteps.stream()
            .flatMap(one -> one.taskNotes().stream())
            .map(TaskNotes::changed)
            .distinct()
            .collect(Collectors.joining());
    if (!commands.isEmpty()) {
      target.tell(ofSteps.getFirst().become(), commands);
    }
  }

  private StepFailed deviation() throws InterruptedException {
    end();
    return new StepFailed(
        Failure.of(
            "the host already made the predicted changes, but the step now needs others",
            "a value in the step is different each time it is read: run again with"
                + " --step-by-step"));
  }

  private void requireNothingAhead() throws StepFailed, InterruptedException {
    if (!sent.isEmpty()) {
      throw deviation();
    }
  }

  @Override
  public List<Knowledge<?>> look(List<? extends Fact<?>> facts, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    requireNothingAhead();
    return target.look(facts, targetOptions);
  }

  @Override
  public ScriptOutput ask(Script script, TargetOptions targetOptions)
      throws StepFailed, Unreachable, InterruptedException {
    requireNothingAhead();
    return target.ask(script, targetOptions);
  }

  @Override
  public Tunnel tunnel(String address, int port)
      throws StepFailed, Unreachable, InterruptedException {
    requireNothingAhead();
    return target.tunnel(address, port);
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws Unreachable, InterruptedException {
    return target.probePorts(ports, within);
  }

  @Override
  public Map<String, List<String>> notes(Optional<BecomeUser> user) {
    return target.notes(user);
  }

  @Override
  public void tell(Optional<BecomeUser> user, String commands)
      throws StepFailed, Unreachable, InterruptedException {
    target.tell(user, commands);
  }

  @Override
  public Map<String, String> loginFacts() {
    return target.loginFacts();
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  @Override
  public Traffic traffic() {
    return target.traffic().plus(before);
  }

  @Override
  public void close() {
    target.close();
  }
}
