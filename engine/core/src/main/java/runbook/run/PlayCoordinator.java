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
 * Where the hosts of a play meet: its barriers, its rolling blocks, and the limit on how many are
 * worked on at a time, which a waiting host does not count against.
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
   * Brings them together.
   *
   * @param inOrder all of them in the order of the play, so that the first is told of that cannot
   *     open
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

  /** What the controller got for hosts of this run. */
  ControllerResourceCache supplies() {
    return controllerResourceCache;
  }

  boolean expects(Barrier barrier, String host) {
    return meetings.get(barrier).expects(host);
  }

  boolean meet(Barrier barrier, String host) throws InterruptedException {
    return waitFor(() -> meetings.get(barrier).arrive(host));
  }

  /** What another host made of the task for all; empty for the host that is to do it. */
  Optional<TaskResult> awaitRunOnce(Task task, String host) throws PlayEnded, InterruptedException {
    var runOnce = onces.get(task);
    return waitFor(() -> runOnce.await(host)) ? Optional.empty() : Optional.of(runOnce.result());
  }

  void finishRunOnce(Task task, TaskResult result) {
    onces.get(task).done(result);
  }

  /** The condition of the task is false for the host. */
  void skipRunOnce(Task task, String host) {
    onces.get(task).hostLeft(host, "does not do it");
  }

  /** The host takes no further part: nobody waits for it, and it counts as unavailable. */
  void hostLeft(String host, String why) {
    inOrder.forEach(waitPoint -> waitPoint.hostLeft(host, why));
  }

  /** Whether the hosts are to stop, because a barrier has ended the play. */
  Optional<String> aborted() {
    return playAbort.why();
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
