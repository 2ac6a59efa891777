package runbook.connection;

import java.io.Serial;

/** A host cannot be reached, or was lost; the hint tells the user what to do about it. */
public class Unreachable extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  public Unreachable(String message, String hint, Throwable cause) {
    super(message, cause);
    this.hint = hint;
  }

  public String hint() {
    return hint;
  }
}
