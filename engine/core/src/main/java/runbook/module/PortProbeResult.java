package runbook.module;

import java.util.Locale;

/**
 * The result of an attempt to connect to a port.
 *
 * @param message the error in the words of the program that tried; empty if there is none
 */
public record PortProbeResult(PortStatus portStatus, String message) {

  /** The status of a port. */
  public enum PortStatus {
    /** Something listens on the port. */
    OPEN,
    /** The host is reachable, but nothing listens on the port. */
    REFUSED,
    /** No reply: packets are dropped on the way, or no host has this address. */
    SILENT,
    /** A reply on the way says that the connection is forbidden or that there is no route. */
    BARRED,
    /** No program on the host can try the port; the message lists the programs that could. */
    UNKNOWN
  }

  public static final PortProbeResult OPEN = new PortProbeResult(PortStatus.OPEN, "");
  public static final PortProbeResult SILENT = new PortProbeResult(PortStatus.SILENT, "");

  /** Interprets a failure by the kernel's error message. */
  public static PortProbeResult of(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    if (words.contains("refused")) {
      return new PortProbeResult(PortStatus.REFUSED, message);
    }
    return new PortProbeResult(
        words.contains("timed out") ? PortStatus.SILENT : PortStatus.BARRED, message);
  }
}
