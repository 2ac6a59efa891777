package runbook.report;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time since the run began at which the current event happened; the same for all reports. */
public final class RunClock implements LongSupplier {

  private volatile long nanos;

  void set(Duration since) {
    nanos = since.toNanos();
  }

  @Override
  public long getAsLong() {
    return nanos;
  }
}
