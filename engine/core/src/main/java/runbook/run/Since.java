package runbook.run;

import java.time.Duration;

/** The time gone by since a reading of the clock. */
final class Since {

  private Since() {}

  static Duration nanos(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
