package runbook.run;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import runbook.step.WaitStrategy;

/** The user's request to stop the run at the next safe point: between two steps, or now. */
final class StopRequest {

  private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();
  private volatile boolean requested;

  void request() {
    requested = true;
    waiting.forEach(Thread::interrupt);
  }

  boolean requested() {
    return requested;
  }

  void check() throws InterruptedException {
    if (requested) {
      throw new InterruptedException("the run is to stop");
    }
  }

  /** A host that only waits for others has nothing to finish. */
  <T> T whileWaiting(WaitStrategy.InterruptibleWait<T> interruptibleWait)
      throws InterruptedException {
    waiting.add(Thread.currentThread());
    try {
      check();
      return interruptibleWait.get();
    } finally {
      waiting.remove(Thread.currentThread());
    }
  }
}
