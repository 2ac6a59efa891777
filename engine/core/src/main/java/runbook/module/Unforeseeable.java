package runbook.module;

import java.io.Serial;

/**
 * The future state of a fact cannot be predicted; the message tells the user what it depends on.
 */
public final class Unforeseeable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public Unforeseeable(String message) {
    super(message);
  }
}
