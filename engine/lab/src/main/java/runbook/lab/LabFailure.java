package runbook.lab;

import java.io.Serial;

/** A failure of a lab, with a hint. */
public final class LabFailure extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String hint;

  public LabFailure(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /** Returns what to do about it; empty if the message says everything. */
  public String hint() {
    return hint;
  }
}
