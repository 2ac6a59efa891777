package runbook.connection.ssh;

import java.time.Duration;
import runbook.connection.Unreachable;

/**
 * Decides how many logins at one machine are under way: as many as it serves well. It starts with
 * few, and each login that is served in good time makes room for one more. A slow login, or a
 * connection that the machine drops, takes room away.
 */
final class LoginRamp {

  /** By default, sshd drops some connections when more than ten are not logged in yet. */
  private static final int FIRST = 8;

  private static final int FEWEST = 2;
  private static final int TRIES = 6;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private int room = FIRST;
  private int underWay;

  /** How many logins were under way when room was taken away; their slowness counts no further. */
  private int excused;

  private long fastest = Long.MAX_VALUE;

  /** A login. */
  @FunctionalInterface
  interface Login<T> {
    T run() throws Unreachable, InterruptedException;
  }

  /** Runs the login when there is room for it, and again if the machine drops the connection. */
  <T> T run(Login<T> login) throws Unreachable, InterruptedException {
    var pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      enter();
      long began = System.nanoTime();
      try {
        var result = login.run();
        measure(System.nanoTime() - began);
        return result;
      } catch (DroppedConnection e) {
        takeRoomAway();
        if (tries == TRIES) {
          throw e;
        }
      } finally {
        leave();
      }
      Thread.sleep(pause);
      pause = pause.multipliedBy(2);
    }
  }

  /** Returns how many logins may be under way now. */
  synchronized int room() {
    return room;
  }

  private synchronized void enter() throws InterruptedException {
    while (underWay >= room) {
      wait();
    }
    underWay++;
  }

  private synchronized void leave() {
    underWay--;
    excused = Math.max(0, excused - 1);
    notifyAll();
  }

  private synchronized void measure(long took) {
    fastest = Math.min(fastest, took);
    if (took <= 3 * fastest) {
      room++;
    } else {
      takeRoomAway();
    }
  }

  /** Counts logins that were under way together as one sign of load. */
  private synchronized void takeRoomAway() {
    if (excused > 0) {
      return;
    }
    room = Math.max(FEWEST, room * 2 / 3);
    excused = underWay;
  }
}
