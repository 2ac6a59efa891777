package runbook.connection.ssh;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import runbook.connection.ControllerClock;

/**
 * Admits logins: all at once, or few while this machine is busy, since each is work for it too. It
 * says once that the machine is busy.
 */
final class LoginAdmission {

  /** From this load on, logins that are all under way at once are late because of each other. */
  private static final double BUSY = 3;

  private static final int FEW = 8;

  /** A login that takes longer waits for its host, and keeps no other one waiting. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long PAUSE_MILLIS = 100;

  private final ControllerClock clock;
  private final Consumer<String> warnings;
  private final List<Place> underWay = new ArrayList<>();
  private boolean told;

  LoginAdmission(ControllerClock clock, Consumer<String> warnings) {
    this.clock = clock;
    this.warnings = warnings;
  }

  /** A login under way, until it is closed. */
  final class Place implements AutoCloseable {

    private final long began = clock.nanos();

    private boolean isOld() {
      return clock.nanos() - began > LONGEST.toNanos();
    }

    @Override
    public void close() {
      leave(this);
    }
  }

  synchronized Place enter() throws InterruptedException {
    while (isBusy() && underWay.size() >= FEW) {
      wait(PAUSE_MILLIS);
      underWay.removeIf(Place::isOld);
    }
    var place = new Place();
    underWay.add(place);
    return place;
  }

  private synchronized void leave(Place place) {
    underWay.remove(place);
    notifyAll();
  }

  private boolean isBusy() {
    double load = clock.load();
    if (load < BUSY) {
      return false;
    }
    if (!told) {
      told = true;
      warnings.accept(
          "this machine is busy: work takes about %.0f times as long as usual; logins wait longer,"
                  .formatted(load)
              + " and only "
              + FEW
              + " are under way at a time");
    }
    return true;
  }
}
