package runbook.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A task that one host does for all: the first, in the order of the play, that has not left it and
 * for which its condition holds. The others wait for what comes of it.
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
   * Makes it ready.
   *
   * @param order the hosts of which the first does it; empty where hosts come one after another, so
   *     that it must be the first who comes
   */
  RunOnce(String task, List<String> order) {
    this.task = task;
    this.order = order;
  }

  /**
   * Waits until the host is to do it, or another has.
   *
   * @return whether the host is to do it
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

  /** What another host has made of it. */
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

  /** The host takes no part: its condition is false, or it has left the play. */
  @Override
  public void hostLeft(String host, String why) {
    lock.lock();
    try {
      if (doer.filter(host::equals).isEmpty()) {
        out.add(host);
      } else if (result.isEmpty()) {
        // What was begun must not be begun again by another: nobody knows how far it got.
        broken = Optional.of("%s left in the middle of '%s' (%s)".formatted(host, task, why));
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
