package runbook.module;

import java.io.Serial;

/** The controller cannot get what a step needs; the message says why to the user. */
public final class Unobtainable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  /**
   * @param hint what to do about it; empty when nothing is known
   */
  public Unobtainable(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
