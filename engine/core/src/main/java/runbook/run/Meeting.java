package runbook.run;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import runbook.connection.WaitLimit;
import runbook.event.Event;
import runbook.event.RunListener;
import runbook.playbook.Barrier;

/**
 * The hosts of one barrier: those that have arrived, those that can no longer come, and whether
 * enough have arrived.
 */
final class Meeting implements WaitPoint {

  private enum State {
    WAITING,
    OPEN,
    FAILED
  }

  /** How often a waiting host is looked at. */
  private static final long LOOK_NANOS = 500_000_000;

  private final Barrier barrier;
  private final int need;
  private final Set<String> expected;
  private final RunListener runListener;
  private final PlayAbort playAbort;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<String> arrived = new LinkedHashSet<>();
  private final Map<String, String> absent = new TreeMap<>();
  private State state = State.WAITING;
  private WaitLimit waitLimit;

  Meeting(
      Barrier barrier,
      int need,
      Set<String> expected,
      RunListener runListener,
      PlayAbort playAbort) {
    this.barrier = barrier;
    this.need = need;
    this.expected = Set.copyOf(expected);
    this.runListener = runListener;
    this.playAbort = playAbort;
  }

  /** Begins where an earlier run ended: a barrier that was open stays open. */
  void resume(EarlierRun.EarlierPlay earlierPlay) {
    if (earlierPlay.isOpen(barrier.name())) {
      state = State.OPEN;
    }
  }

  boolean expects(String host) {
    return expected.contains(host);
  }

  /**
   * Waits until the barrier opens or can no longer open. The timeout starts at the first arrival. A
   * host that is lost while it waits has not arrived.
   *
   * @return whether to continue
   */
  boolean arrive(String host, BooleanSupplier isConnected) throws InterruptedException {
    lock.lock();
    try {
      if (waitLimit == null) {
        waitLimit = WaitLimit.of(barrier.timeout());
      }
      arrived.add(host);
      settle();
      while (state == State.WAITING) {
        if (!isConnected.getAsBoolean()) {
          arrived.remove(host);
          absent.putIfAbsent(host, "unreachable");
          settle();
          return true;
        }
        if (waitLimit.over()) {
          fail(
              "after %d s only %d of %d required hosts have arrived; missing: %s%s"
                  .formatted(
                      barrier.timeout().toSeconds(),
                      arrived.size(),
                      need,
                      missing(),
                      waitLimit.excuse()));
        } else {
          changed.awaitNanos(Math.min(waitLimit.left().toNanos(), LOOK_NANOS));
        }
      }
      return !aborts();
    } finally {
      lock.unlock();
    }
  }

  /** Records a host that an earlier run has seen here. */
  void cameEarlier(String host) {
    lock.lock();
    try {
      arrived.add(host);
      settle();
    } finally {
      lock.unlock();
    }
  }

  boolean hasCome(String host) {
    lock.lock();
    try {
      return arrived.contains(host);
    } finally {
      lock.unlock();
    }
  }

  /** Records that the host will not come, so that no host waits for it. */
  @Override
  public void hostLeft(String host, String why) {
    lock.lock();
    try {
      if (expected.contains(host) && !arrived.contains(host)) {
        absent.putIfAbsent(host, why);
        settle();
      }
    } finally {
      lock.unlock();
    }
  }

  /** Reports whether the play ends here for every host. */
  private boolean aborts() {
    return state == State.FAILED && barrier.onFailure() == Barrier.OnFailure.ABORT;
  }

  private void settle() {
    if (state != State.WAITING) {
      return;
    }
    if (arrived.size() >= need) {
      state = State.OPEN;
      runListener.on(new Event.BarrierOpened(barrier.name(), arrived.size(), expected.size()));
      changed.signalAll();
    } else if (expected.size() - absent.size() < need) {
      fail(
          "it needs %d of %d hosts, but these are not available: %s"
              .formatted(need, expected.size(), reasons()));
    }
  }

  private void fail(String why) {
    state = State.FAILED;
    if (playAbort.isNews(barrier)) {
      runListener.on(new Event.BarrierFailed(barrier.name(), barrier.at(), why));
    }
    changed.signalAll();
  }

  private String missing() {
    var missing = new TreeSet<>(expected);
    missing.removeAll(arrived);
    return String.join(", ", missing);
  }

  private String reasons() {
    return absent.entrySet().stream()
        .map(e -> e.getKey() + " (" + e.getValue() + ")")
        .collect(Collectors.joining(", "));
  }
}
