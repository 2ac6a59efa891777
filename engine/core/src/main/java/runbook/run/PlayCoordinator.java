package runbook.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import runbook.playbook.Barrier;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.step.ControllerResourceCache;
import runbook.step.WaitStrategy;

/**
 * Coordinates the hosts of a play: its barriers, its rolling blocks, and the limit on hosts working
 * at a time. A waiting host does not count towards the limit.
 */
final class PlayCoordinator implements WaitStrategy {

  private final Map<Barrier, Meeting> meetings;
  private final Map<RollingBlock, Slots> slots;
  private final Map<Task, RunOnce> onces;
  private final List<WaitPoint> inOrder;
  private final PlayAbort playAbort;
  private final Semaphore forks;
  private final StopRequest stopRequest;
  private final ControllerResourceCache controllerResourceCache;

  /**
   * Creates the coordinator.
   *
   * @param inOrder the barriers in the order of the play, so that the first one that cannot open is
   *     reported
   */
  PlayCoordinator(
      Map<Barrier, Meeting> meetings,
      Map<RollingBlock, Slots> slots,
      Map<Task, RunOnce> onces,
      List<WaitPoint> inOrder,
      PlayAbort playAbort,
      Semaphore forks,
      StopRequest stopRequest,
      ControllerResourceCache controllerResourceCache) {
    this.meetings = Map.copyOf(meetings);
    this.slots = Map.copyOf(slots);
    this.onces = onces;
    this.inOrder = inOrder;
    this.playAbort = playAbort;
    this.forks = forks;
    this.stopRequest = stopRequest;
    this.controllerResourceCache = controllerResourceCache;
  }

  void startWorking() throws InterruptedException {
    forks.acquire();
  }

  void stopWorking() {
    forks.release();
  }

  @Override
  public <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException {
    stopWorking();
    try {
      return stopRequest.whileWaiting(interruptibleWait);
    } finally {
      forks.acquireUninterruptibly();
    }
  }

  /** Returns the resources that the controller obtained for hosts of this run. */
  ControllerResourceCache resourceCache() {
    return controllerResourceCache;
  }

  boolean expects(Barrier barrier, String host) {
    return meetings.get(barrier).expects(host);
  }

  /** Records that a host was past the barrier in an earlier run. */
  void metEarlier(Barrier barrier, String host) {
    if (expects(barrier, host)) {
      meetings.get(barrier).cameEarlier(host);
    }
  }

  boolean meet(Barrier barrier, HostSession host) throws InterruptedException {
    return waitFor(() -> meetings.get(barrier).arrive(host.name(), host::isConnected));
  }

  /**
   * Returns the result of another host for a {@code run_once} task; empty if this host must run it.
   */
  Optional<TaskResult> awaitRunOnce(Task task, String host) throws PlayEnded, InterruptedException {
    var runOnce = onces.get(task);
    return waitFor(() -> runOnce.await(host)) ? Optional.empty() : Optional.of(runOnce.result());
  }

  void finishRunOnce(Task task, TaskResult result) {
    onces.get(task).done(result);
  }

  /** Records that the task's condition is false for the host. */
  void skipRunOnce(Task task, String host) {
    onces.get(task).hostLeft(host, "does not do it");
  }

  /** Records that the host has left: no host waits for it, and it counts as unavailable. */
  void hostLeft(String host, String why) {
    inOrder.forEach(waitPoint -> waitPoint.hostLeft(host, why));
  }

  /** Reports whether the hosts must stop because a barrier ended the play. */
  Optional<String> aborted() {
    return playAbort.why();
  }

  /** Reports whether hosts should stop at the end of their current steps. */
  boolean isStopping() {
    return stopRequest.requested() || aborted().isPresent();
  }

  void checkHalt() throws InterruptedException {
    stopRequest.check();
  }

  Slots slots(RollingBlock rollingBlock) {
    return slots.get(rollingBlock);
  }

  Slots.SlotAdmission enter(Slots slots, String host) throws InterruptedException {
    return waitFor(() -> slots.enter(host));
  }
}
