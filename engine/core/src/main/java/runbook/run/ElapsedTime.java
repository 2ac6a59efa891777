package runbook.run;

import java.time.Duration;

/** The time since a reading of the clock. */
final class ElapsedTime {

  private ElapsedTime() {}

  static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
