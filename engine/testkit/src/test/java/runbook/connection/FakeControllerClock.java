package runbook.connection;

import java.time.Duration;
import java.util.OptionalDouble;

/** A clock that a test moves. */
public final class FakeControllerClock {

  private volatile long wall;
  private volatile double waiting = 1;
  private final ControllerClock clock =
      new ControllerClock(() -> wall, () -> OptionalDouble.of(waiting));

  public ControllerClock clock() {
    return clock;
  }

  /** Lets time pass while this machine runs. */
  public void run(Duration time) {
    for (long i = 0; i < time.toMillis() / 100; i++) {
      wall += 100_000_000;
      clock.tick();
    }
  }

  /** Lets this machine stand still for a time. */
  public void stop(Duration time) {
    wall += time.toNanos();
  }

  /** Sets how many threads want each processor. */
  public void busy(double threads) {
    waiting = threads;
    run(Duration.ofSeconds(30));
  }
}
