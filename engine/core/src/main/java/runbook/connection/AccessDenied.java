package runbook.connection;

import java.io.Serial;

/** A host answers but denies access: no sudo, a wrong password, or no writable folder. */
public final class AccessDenied extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  public AccessDenied(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** Returns what the user can do about it. */
  public String hint() {
    return hint;
  }
}
