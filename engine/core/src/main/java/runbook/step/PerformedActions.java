package runbook.step;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts what the hosts of a run do, so that it is known whether a state that was read may have
 * changed since. An action counts when it begins and when it ends: a state that is read in between
 * is not trusted later.
 */
public final class PerformedActions {

  /** Other programs change hosts too, so that a reading is not trusted for long. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** A moment of a run. */
  record Moment(long count, long nanos) {}

  private final LongSupplier clock;
  private long count;
  private int underWay;
  private boolean changed;

  public PerformedActions() {
    this(System::nanoTime);
  }

  PerformedActions(LongSupplier clock) {
    this.clock = clock;
  }

  /** Records that a host begins to change something, or to run a command. */
  synchronized void beginChange() {
    changed = true;
    begin();
  }

  /** Records that a host begins with something that may have an effect. */
  synchronized void begin() {
    count++;
    underWay++;
  }

  synchronized void end() {
    count++;
    underWay--;
  }

  /** Records that a host waited on purpose: something may have happened by itself. */
  public synchronized void waited() {
    count++;
  }

  /** Reports whether a host has changed something or run a command. */
  public synchronized boolean haveChanged() {
    return changed;
  }

  synchronized Moment now() {
    return new Moment(count, clock.getAsLong());
  }

  /** Reports whether no host has acted since, and not much time has passed. */
  synchronized boolean noneSince(Moment moment) {
    return underWay == 0
        && count == moment.count
        && clock.getAsLong() - moment.nanos < LONGEST.toNanos();
  }
}
