package runbook.run;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.playbook.RollingBlock;

/**
 * Lets hosts through a rolling block, a few at a time. A host that was lost or failed is
 * unavailable for good, so it keeps a slot; when none is left, or the gate has not passed, nobody
 * else goes in.
 */
final class Slots implements WaitPoint {

  /** What a host at the door is told. */
  enum SlotAdmission {
    /** Run the gate first: nobody has gone in yet. */
    GATE,
    IN,
    CLOSED
  }

  private final RollingBlock rollingBlock;
  private final RunListener runListener;
  private final PlayAbort playAbort;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> inside = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> through = new LinkedHashSet<>();
  private boolean gatePassed;
  private Optional<String> gateKeeper = Optional.empty();
  private Optional<String> closed = Optional.empty();

  Slots(RollingBlock rollingBlock, RunListener runListener, PlayAbort playAbort) {
    this.rollingBlock = rollingBlock;
    this.runListener = runListener;
    this.playAbort = playAbort;
    this.gatePassed = rollingBlock.gate().isEmpty();
  }

  /**
   * Waits until there is a slot. A host told {@link SlotAdmission#GATE} asks again after the gate.
   */
  SlotAdmission enter(String host) throws InterruptedException {
    lock.lock();
    try {
      while (closed.isEmpty()) {
        if (!gatePassed && gateKeeper.isEmpty()) {
          gateKeeper = Optional.of(host);
          return SlotAdmission.GATE;
        }
        if (gatePassed && inside.size() + gone.size() < rollingBlock.maxUnavailable()) {
          inside.add(host);
          runListener.on(new Event.SlotTaken(rollingBlock.name(), host));
          return SlotAdmission.IN;
        }
        changed.await();
      }
      return SlotAdmission.CLOSED;
    } finally {
      lock.unlock();
    }
  }

  /** The gate has passed before the first host goes in. */
  void opened() {
    lock.lock();
    try {
      gatePassed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Whether hosts may go in, now or later. */
  boolean isOpen() {
    lock.lock();
    try {
      return closed.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** The block has nothing to do on the host, which was available all the time. */
  void passed(String host) {
    lock.lock();
    try {
      through.add(host);
    } finally {
      lock.unlock();
    }
  }

  /** The host is through, and the gate has passed after it. */
  void leave(String host) {
    lock.lock();
    try {
      inside.remove(host);
      through.add(host);
      runListener.on(new Event.SlotFreed(rollingBlock.name(), host));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The gate has not passed on this host: no further host goes in. */
  void gateFailed(String host) {
    lock.lock();
    try {
      close("the gate did not pass on " + host);
    } finally {
      lock.unlock();
    }
  }

  /** The host failed or was lost, in the block or before it: it is unavailable from here on. */
  @Override
  public void hostLeft(String host, String why) {
    lock.lock();
    try {
      if (through.contains(host) || !gone.add(host)) {
        return;
      }
      inside.remove(host);
      if (!gatePassed && gateKeeper.filter(host::equals).isPresent()) {
        close("the gate did not pass on " + host);
      } else if (gone.size() >= rollingBlock.maxUnavailable()) {
        close(
            "no more than %d may be unavailable, and %s is (%s)"
                .formatted(rollingBlock.maxUnavailable(), String.join(", ", gone), why));
      }
    } finally {
      lock.unlock();
    }
  }

  String whyClosed() {
    lock.lock();
    try {
      return closed.orElse("");
    } finally {
      lock.unlock();
    }
  }

  private void close(String why) {
    if (closed.isEmpty()) {
      closed = Optional.of(why);
      if (playAbort.why().isEmpty()) {
        runListener.on(new Event.RollingStopped(rollingBlock.name(), rollingBlock.at(), why));
      }
    }
    changed.signalAll();
  }
}
