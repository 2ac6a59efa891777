package runbook.modules.release;

import java.io.Serial;

/** An address does not give what it should; the message says why. */
final class DownloadException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean isTemporary;

  /**
   * @param passing whether it may be had when it is asked for again
   */
  DownloadException(String message, boolean passing) {
    super(message);
    this.isTemporary = passing;
  }

  boolean isTemporary() {
    return isTemporary;
  }
}
