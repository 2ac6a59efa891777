package runbook.module;

import java.util.Locale;

/**
 * What comes of an attempt to connect to a port.
 *
 * @param message in the words of whoever tried; empty when there are none
 */
public record Echo(Kind kind, String message) {

  /** What comes back. */
  public enum Kind {
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

  public static final Echo OPEN = new Echo(Kind.OPEN, "");
  public static final Echo SILENT = new Echo(Kind.SILENT, "");

  /** What a failure means, by what a kernel says of it. */
  public static Echo of(String message) {
    var words = message.toLowerCase(Locale.ROOT);
    if (words.contains("refused")) {
      return new Echo(Kind.REFUSED, message);
    }
    return new Echo(words.contains("timed out") ? Kind.SILENT : Kind.BARRED, message);
  }
}
