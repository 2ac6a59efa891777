package runbook.connection.ssh;

import java.time.Duration;

/**
 * The time left for the current step of a login. Each step has the whole limit: a host that answers
 * is slow, not absent, and neither is one that a busy controller keeps waiting.
 */
final class LoginDeadline {

  private final Duration limit;
  private long end;

  private LoginDeadline(Duration limit) {
    this.limit = limit;
    startStep();
  }

  static LoginDeadline of(Duration limit) {
    return new LoginDeadline(limit);
  }

  void startStep() {
    end = System.nanoTime() + limit.toNanos();
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
