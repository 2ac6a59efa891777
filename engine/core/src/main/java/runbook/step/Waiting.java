package runbook.step;

import java.time.Duration;
import java.util.Optional;

/** One wait: pauses that grow, an end, and now and then a word to the user. */
final class Waiting {

  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  private final Pace pace;
  private final long began;
  private final Duration within;
  private final Duration longest;
  private Duration next;
  private String told = "";

  Waiting(Pace pace, Duration within, Optional<Duration> every) {
    this.pace = pace;
    this.within = within;
    this.next = every.orElse(FIRST);
    this.longest = every.orElse(LONGEST);
    this.began = pace.patience().nanos();
  }

  /**
   * Pauses, unless the time is up.
   *
   * @param missing what it waits for
   * @return whether to look again
   */
  boolean goesOn(String missing) throws InterruptedException {
    var left = within.minusNanos(pace.patience().nanos() - began);
    if (!left.isPositive()) {
      return false;
    }
    // Most waits are over before anybody reads of them.
    if (next.equals(longest) && !missing.equals(told)) {
      told = missing;
      pace.progress().accept("%s, for up to %s more".formatted(missing, Pace.words(left)));
    }
    pace.patience().pause(next.compareTo(left) < 0 ? next : left);
    var twice = next.multipliedBy(2);
    next = twice.compareTo(longest) < 0 ? twice : longest;
    return true;
  }
}
