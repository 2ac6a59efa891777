package runbook.step;

import java.time.Duration;

/** How time is spent while a host can only wait, so that nobody else is held up by it. */
public interface WaitStrategy {

  /** Something that only waits, and can be broken off at any time. */
  @FunctionalInterface
  interface InterruptibleWait<T> {
    T get() throws InterruptedException;
  }

  /** Waits, ready to stop at once when the run is to stop. */
  <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException;

  default void pause(Duration time) throws InterruptedException {
    waitFor(() -> {
      Thread.sleep(time);
      return time;
    });
  }

  /** Nanoseconds of a clock that only goes forward. */
  default long nanos() {
    return System.nanoTime();
  }
}
