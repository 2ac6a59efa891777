package runbook.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import runbook.playbook.Barrier;
import runbook.playbook.Rolling;
import runbook.playbook.Task;
import runbook.step.Patience;
import runbook.step.Supplies;

/**
 * Where the hosts of a play meet: its barriers, its rolling blocks, and the limit on how many are
 * worked on at a time, which a waiting host does not count against.
 */
final class Gathering implements Patience {

  private final Map<Barrier, Meeting> meetings;
  private final Map<Rolling, Slots> slots;
  private final Map<Task, Once> onces;
  private final List<Awaited> inOrder;
  private final Abort abort;
  private final Semaphore forks;
  private final Halt halt;
  private final Supplies supplies;

  /**
   * Brings them together.
   *
   * @param inOrder all of them in the order of the play, so that the first is told of that cannot
   *     open
   */
  Gathering(
      Map<Barrier, Meeting> meetings,
      Map<Rolling, Slots> slots,
      Map<Task, Once> onces,
      List<Awaited> inOrder,
      Abort abort,
      Semaphore forks,
      Halt halt,
      Supplies supplies) {
    this.meetings = Map.copyOf(meetings);
    this.slots = Map.copyOf(slots);
    this.onces = onces;
    this.inOrder = inOrder;
    this.abort = abort;
    this.forks = forks;
    this.halt = halt;
    this.supplies = supplies;
  }

  void work() throws InterruptedException {
    forks.acquire();
  }

  void rest() {
    forks.release();
  }

  @Override
  public <T> T aside(Wait<T> wait) throws InterruptedException {
    rest();
    try {
      return halt.whileWaiting(wait);
    } finally {
      forks.acquireUninterruptibly();
    }
  }

  /** What the controller got for hosts of this run. */
  Supplies supplies() {
    return supplies;
  }

  boolean expects(Barrier barrier, String host) {
    return meetings.get(barrier).expects(host);
  }

  boolean meet(Barrier barrier, String host) throws InterruptedException {
    return aside(() -> meetings.get(barrier).arrive(host));
  }

  /** What another host made of the task for all; empty for the host that is to do it. */
  Optional<TaskResult> share(Task task, String host) throws Over, InterruptedException {
    var once = onces.get(task);
    return aside(() -> once.await(host)) ? Optional.empty() : Optional.of(once.result());
  }

  void done(Task task, TaskResult result) {
    onces.get(task).done(result);
  }

  /** The condition of the task is false for the host. */
  void abstain(Task task, String host) {
    onces.get(task).gone(host, "does not do it");
  }

  /** The host takes no further part: nobody waits for it, and it counts as unavailable. */
  void gone(String host, String why) {
    inOrder.forEach(awaited -> awaited.gone(host, why));
  }

  /** Whether the hosts are to stop, because a barrier has ended the play. */
  Optional<String> aborted() {
    return abort.why();
  }

  void checkHalt() throws InterruptedException {
    halt.check();
  }

  Slots slots(Rolling rolling) {
    return slots.get(rolling);
  }

  Slots.Entry enter(Slots slots, String host) throws InterruptedException {
    return aside(() -> slots.enter(host));
  }
}
