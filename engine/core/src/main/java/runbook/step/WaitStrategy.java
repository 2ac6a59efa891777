package runbook.step;

import java.time.Duration;

/** Decides how to spend time while a host waits, so that it blocks no other host. */
public interface WaitStrategy {

  /** A wait that can be interrupted at any time. */
  @FunctionalInterface
  interface InterruptibleWait<T> {
    T get() throws InterruptedException;
  }

  /** Waits, and stops at once when the run stops. */
  <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException;

  default void pause(Duration time) throws InterruptedException {
    waitFor(() -> {
      Thread.sleep(time);
      return time;
    });
  }

  /** Returns the nanoseconds of a clock that only goes forward. */
  default long nanos() {
    return System.nanoTime();
  }
}
