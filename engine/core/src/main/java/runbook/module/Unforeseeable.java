package runbook.module;

import java.io.Serial;

/** Nobody can tell what would become of a fact; the message says to the user on what it depends. */
public final class Unforeseeable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Unforeseeable(String message) {
    super(message);
  }
}
