package runbook.lab;

import java.io.Serial;

/** What a lab cannot do, and what would help. */
public final class LabFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  public LabFailure(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** What to do about it; empty when the message says it all. */
  public String hint() {
    return hint;
  }
}
