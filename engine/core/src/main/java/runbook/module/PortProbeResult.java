package runbook.module;

import java.util.Locale;

/**
 * What comes of an attempt to connect to a port.
 *
 * @param message in the words of whoever tried; empty when there are none
 */
public record PortProbeResult(PortStatus portStatus, String message) {

  /** What comes back. */
  public enum PortStatus {
    /** Somebody listens. */
    OPEN,
    /** The way is free, and nobody listens. */
    REFUSED,
    /** Nothing: on the way somebody throws away what is sent, or nobody is there. */
    SILENT,
    /** On the way somebody says no, or that it leads nowhere. */
    BARRED,
    /** There is nothing to try it with; the message says what would do. */
    UNKNOWN
  }

  public static final PortProbeResult OPEN = new PortProbeResult(PortStatus.OPEN, "");
  public static final PortProbeResult SILENT = new PortProbeResult(PortStatus.SILENT, "");

  /** What a failure means, by what a kernel says of it. */
  public static PortProbeResult of(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    if (words.contains("refused")) {
      return new PortProbeResult(PortStatus.REFUSED, message);
    }
    return new PortProbeResult(
        words.contains("timed out") ? PortStatus.SILENT : PortStatus.BARRED, message);
  }
}
