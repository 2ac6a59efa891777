package runbook.run;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import runbook.event.Event;
import runbook.event.Listener;
import runbook.playbook.Rolling;

/**
 * Lets hosts through a rolling block, a few at a time. A host that was lost or failed is
 * unavailable for good, so it keeps a slot; when none is left, or the gate has not passed, nobody
 * else goes in.
 */
final class Slots implements Awaited {

  /** What a host at the door is told. */
  enum Entry {
    /** Run the gate first: nobody has gone in yet. */
    GATE,
    IN,
    CLOSED
  }

  private final Rolling rolling;
  private final Listener listener;
  private final Abort abort;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> inside = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final Set<String> through = new LinkedHashSet<>();
  private boolean gatePassed;
  private Optional<String> gateKeeper = Optional.empty();
  private Optional<String> closed = Optional.empty();

  Slots(Rolling rolling, Listener listener, Abort abort) {
    this.rolling = rolling;
    this.listener = listener;
    this.abort = abort;
    this.gatePassed = rolling.gate().isEmpty();
  }

  /** Waits until there is a slot. A host told {@link Entry#GATE} asks again after the gate. */
  Entry enter(String host) throws InterruptedException {
    lock.lock();
    try {
      while (closed.isEmpty()) {
        if (!gatePassed && gateKeeper.isEmpty()) {
          gateKeeper = Optional.of(host);
          return Entry.GATE;
        }
        if (gatePassed && inside.size() + gone.size() < rolling.maxUnavailable()) {
          inside.add(host);
          listener.on(new Event.SlotTaken(rolling.name(), host));
          return Entry.IN;
        }
        changed.await();
      }
      return Entry.CLOSED;
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
      listener.on(new Event.SlotFreed(rolling.name(), host));
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
  public void gone(String host, String why) {
    lock.lock();
    try {
      if (through.contains(host) || !gone.add(host)) {
        return;
      }
      inside.remove(host);
      if (!gatePassed && gateKeeper.filter(host::equals).isPresent()) {
        close("the gate did not pass on " + host);
      } else if (gone.size() >= rolling.maxUnavailable()) {
        close(
            "no more than %d may be unavailable, and %s is (%s)"
                .formatted(rolling.maxUnavailable(), String.join(", ", gone), why));
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
      if (abort.why().isEmpty()) {
        listener.on(new Event.RollingStopped(rolling.name(), rolling.at(), why));
      }
    }
    changed.signalAll();
  }
}
