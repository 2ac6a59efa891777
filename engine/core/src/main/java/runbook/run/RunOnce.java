package runbook.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that one host runs for all: the first one, in the order of the play, that has not left it
 * and for which the condition holds. The others wait for its result.
 */
final class RunOnce implements WaitPoint {

  private final String task;
  private final List<String> order;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> out = new HashSet<>();
  private Optional<String> doer = Optional.empty();
  private Optional<TaskResult> result = Optional.empty();
  private Optional<String> broken = Optional.empty();

  /**
   * Creates the task's state.
   *
   * @param order the hosts, of which the first available one runs the task; empty if hosts come one
   *     after another, so that the first to arrive runs it
   */
  RunOnce(String task, List<String> order) {
    this.task = task;
    this.order = order;
  }

  /**
   * Waits until this host must run the task, or another host has run it.
   *
   * @return whether this host must run it
   */
  boolean await(String host) throws InterruptedException {
    lock.lock();
    try {
      while (result.isEmpty() && broken.isEmpty()) {
        if (doer.isEmpty() && isFirst(host)) {
          doer = Optional.of(host);
          return true;
        }
        changed.await();
      }
      return false;
    } finally {
      lock.unlock();
    }
  }

  /** Begins with the result that a host reached in an earlier run. */
  void resume(EarlierRun.EarlierTask earlierTask) {
    result = Optional.of(TaskResult.of(earlierTask));
  }

  /** Returns the result of another host. */
  TaskResult result() throws PlayEnded {
    lock.lock();
    try {
      if (broken.isPresent()) {
        throw PlayEnded.stopped(broken.get());
      }
      return result.orElseThrow();
    } finally {
      lock.unlock();
    }
  }

  private boolean isFirst(String host) {
    return order.isEmpty()
        || order.stream()
            .filter(h -> !out.contains(h))
            .findFirst()
            .filter(host::equals)
            .isPresent();
  }

  void done(TaskResult came) {
    lock.lock();
    try {
      result = Optional.of(came);
      if (came.hasFailed()) {
        broken = Optional.of("'%s' failed on %s".formatted(task, doer.orElseThrow()));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Records that the host does not run the task: its condition is false, or it has left the play.
   */
  @Override
  public void hostLeft(String host, String why) {
    lock.lock();
    try {
      if (doer.filter(host::equals).isEmpty()) {
        out.add(host);
      } else if (result.isEmpty()) {
        // Another host must not start the task again, since it is unknown how far this one got.
        broken = Optional.of("%s left in the middle of '%s' (%s)".formatted(host, task, why));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
