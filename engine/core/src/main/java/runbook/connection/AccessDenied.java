package runbook.connection;

import java.io.Serial;

/** A host answers but does not let us: no sudo, a wrong password, nowhere to write. */
public final class AccessDenied extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  public AccessDenied(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What the user can do about it. */
  public String hint() {
    return hint;
  }
}
