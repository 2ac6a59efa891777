package runbook.connection.ssh;

import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * MINA's log. What it warns of we tell the user in our own words, at the place where it belongs.
 */
public final class MinaLog {

  /** Held here, as a logger that nobody holds forgets its level. */
  private static final Logger LOG = Logger.getLogger("org.apache.sshd");

  private MinaLog() {}

  /** Silences the log, unless somebody has set its level on purpose. */
  public static void quiet() {
    if (LOG.getLevel() == null) {
      LOG.setLevel(Level.OFF);
    }
  }
}
