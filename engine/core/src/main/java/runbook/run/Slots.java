package runbook.run;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.playbook.RollingBlock;

/**
 * Admits hosts to a rolling block, a few at a time. A host that was lost or failed stays
 * unavailable and keeps its slot. When no slot is left, or the gate has not passed, no further host
 * is admitted.
 */
final class Slots implements WaitPoint {

  /** The answer to a host that wants to enter. */
  enum SlotAdmission {
    /** Run the gate first: no host has entered yet. */
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

  /** Begins where an earlier run ended: some hosts are in the block and must end it first. */
  void resume(EarlierRun.EarlierPlay earlierPlay, Collection<String> hosts) {
    gatePassed |= earlierPlay.wasEntered(rollingBlock.name());
    inside.addAll(earlierPlay.inside(rollingBlock.name()));
    // A host that is no longer played on cannot end the block.
    inside.retainAll(hosts);
  }

  boolean isInside(String host) {
    lock.lock();
    try {
      return inside.contains(host);
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a slot. A host that gets {@link SlotAdmission#GATE} asks again after the gate. */
  SlotAdmission enter(String host) throws InterruptedException {
    lock.lock();
    try {
      while (closed.isEmpty()) {
        if (inside.contains(host)) {
          return SlotAdmission.IN;
        }
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

  /** Records that the gate passed before the first host enters. */
  void opened() {
    lock.lock();
    try {
      gatePassed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Reports whether hosts may enter, now or later. */
  boolean isOpen() {
    lock.lock();
    try {
      return closed.isEmpty();
    } finally {
      lock.unlock();
    }
  }

  /** Records that the block has nothing to do on the host, which stayed available. */
  void passed(String host) {
    lock.lock();
    try {
      through.add(host);
    } finally {
      lock.unlock();
    }
  }

  /** Records that the host is done and the gate has passed after it. */
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

  /** Records that the gate did not pass on this host: no further host enters. */
  void gateFailed(String host) {
    lock.lock();
    try {
      close("the gate did not pass on " + host);
    } finally {
      lock.unlock();
    }
  }

  /** Records that the host failed or was lost, in the block or before it: it stays unavailable. */
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
