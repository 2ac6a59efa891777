package runbook.module;

import java.io.Serial;

/** A fact could not be read from the host's output; the message tells the user why. */
public final class Unreadable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Unreadable(String message) {
    super(message);
  }
}
