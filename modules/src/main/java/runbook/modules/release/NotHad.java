package runbook.modules.release;

import java.io.Serial;

/** An address does not give what it should; the message says why. */
final class NotHad extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean passing;

  /**
   * @param passing whether it may be had when it is asked for again
   */
  NotHad(String message, boolean passing) {
    super(message);
    this.passing = passing;
  }

  boolean passing() {
    return passing;
  }
}
