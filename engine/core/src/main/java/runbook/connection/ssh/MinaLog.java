package runbook.connection.ssh;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Silences MINA's log. The user gets these errors in our own messages. */
public final class MinaLog {

  /** Kept in a field, since the level of an unreferenced logger is lost. */
  private static final Logger LOG = Logger.getLogger("org.apache.sshd");

  private MinaLog() {}

  /** Silences the log, unless its level was set explicitly. */
  public static void quiet() {
    if (LOG.getLevel() == null) {
      LOG.setLevel(Level.OFF);
    }
  }
}
