package runbook.modules.release;

import java.io.Serial;

/** Reports that a download failed; the message says why. */
final class DownloadException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final boolean isTemporary;

  /**
   * @param passing whether another attempt may succeed
   */
  DownloadException(String message, boolean passing) {
    super(message);
    this.isTemporary = passing;
  }

  boolean isTemporary() {
    return isTemporary;
  }
}
