package runbook.connection.ssh;

import java.time.Duration;

/** The time left for all steps of a login. */
record LoginDeadline(Duration limit, long end) {

  static LoginDeadline of(Duration limit) {
    return new LoginDeadline(limit, System.nanoTime() + limit.toNanos());
  }

  /** At least a moment, since MINA treats zero as no limit. */
  Duration left() {
    return Duration.ofNanos(Math.max(1_000_000, end - System.nanoTime()));
  }

  boolean over() {
    return System.nanoTime() >= end;
  }

  @Override
  public String toString() {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + " s" : limit.toMillis() + " ms";
  }
}
