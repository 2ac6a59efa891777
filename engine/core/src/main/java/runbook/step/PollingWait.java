package runbook.step;

import java.time.Duration;
import java.util.Optional;

/** A wait with growing pauses, a deadline and occasional progress messages. */
final class PollingWait {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final StepServices stepServices;
  private final long began;
  private final Duration within;
  private final Duration longest;
  private Duration next;
  private String told = "";

  PollingWait(StepServices stepServices, Duration within, Optional<Duration> every) {
    this.stepServices = stepServices;
    this.within = within;
    this.next = every.orElse(FIRST);
    this.longest = every.orElse(LONGEST);
    this.began = stepServices.waitStrategy().nanos();
  }

  /**
   * Pauses, unless the time is up.
   *
   * @param missing describes what it waits for
   * @return whether to look again
   */
  boolean goesOn(String missing) throws InterruptedException {
    var left = within.minusNanos(stepServices.waitStrategy().nanos() - began);
    if (!left.isPositive()) {
      return false;
    }
    // Most waits end too soon for a message to be useful.
    if (next.equals(longest) && !missing.equals(told)) {
      told = missing;
      stepServices
          .progress()
          .accept("%s, for up to %s more".formatted(missing, StepServices.words(left)));
    }
    stepServices.waitStrategy().pause(next.compareTo(left) < 0 ? next : left);
    var twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return true;
  }
}
