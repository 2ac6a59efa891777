package runbook.connection;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. */
public final class FakeControllerClock {

  private final AtomicLong wall = new AtomicLong();
  private volatile double waiting = 1;
  private final ControllerClock clock =
      new ControllerClock(wall::get, () -> OptionalDouble.of(waiting));

  public ControllerClock clock() {
    return clock;
  }

  /** Lets time pass while this machine runs. */
  public void run(Duration time) {
    for (long i = 0; i < time.toMillis() / 100; i++) {
      wall.addAndGet(100_000_000);
      clock.tick();
    }
  }

  /** Lets this machine stand still for a time. */
  public void stop(Duration time) {
    wall.addAndGet(time.toNanos());
  }

  /** Sets how many threads want each processor. */
  public void busy(double threads) {
    waiting = threads;
    run(Duration.ofSeconds(30));
  }
}
