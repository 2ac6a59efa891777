package runbook.module;

import java.io.Serial;

/** A fact could not be read from what the host answered; the message says why to the user. */
public final class Unreadable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Unreadable(String message) {
    super(message);
  }
}
