package runbook.connection;

import java.time.Duration;

/**
 * How long to wait for another machine. Each step has the whole limit: a host that answers is slow,
 * not absent. While this machine is busy, the limit is longer by as much as this machine is slower.
 */
public final class WaitLimit {

  /** An end that MINA, or a task, waits for up to a time; reports whether it was reached. */
  @FunctionalInterface
  public interface TimedWait<E extends Exception> {
    boolean await(Duration time) throws E;
  }

  private final Duration limit;
  private final ControllerClock clock;
  private volatile long began;
  private volatile double stretched = 1;

  WaitLimit(Duration limit, ControllerClock clock) {
    this.limit = limit;
    this.clock = clock;
    startStep();
  }

  public static WaitLimit of(Duration limit) {
    return new WaitLimit(limit, ControllerClock.shared());
  }

  /** Gives the next step the whole limit. */
  public void startStep() {
    began = clock.nanos();
    stretched = 1;
  }

  /** At least a moment, since MINA treats zero as no limit. */
  public Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, nanosLeft()));
  }

  public boolean over() {
    return nanosLeft() <= 0;
  }

  private long nanosLeft() {
    long passed = clock.nanos() - began;
    if (passed >= limit.toNanos() * stretched) {
      stretched = Math.max(stretched, clock.load());
    }
    return (long) (limit.toNanos() * stretched) - passed;
  }

  /** Waits in several turns, since the limit may become longer; reports whether the end came. */
  public <E extends Exception> boolean await(TimedWait<E> timedWait) throws E {
    while (!timedWait.await(left())) {
      if (over()) {
        return false;
      }
    }
    return true;
  }

  /** Returns what a message adds if this machine was too busy to judge by the limit; or nothing. */
  public String excuse() {
    return stretched < 1.5
        ? ""
        : "; this machine is busy, so it waited %s"
            .formatted(words(Duration.ofSeconds(Math.round(limit.toSeconds() * stretched))));
  }

  /** Returns the limit as it was set. */
  @Override
  public String toString() {
    return words(limit);
  }

  private static String words(Duration time) {
    return time.toMillis() % 1000 == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
