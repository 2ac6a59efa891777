package runbook.module;

import java.io.Serial;

/** The controller cannot obtain something a step needs; the message tells the user why. */
public final class Unobtainable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  /**
   * @param hint what to do about it; empty if unknown
   */
  public Unobtainable(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
