package runbook.modules.cert;

import java.io.IOException;
import java.io.Serial;

/** An authority cannot be used; the message tells the user why, and what to do. */
public final class CaException extends IOException {

  @Serial private static final long serialVersionUID = 1;

  CaException(String message) {
    super(message);
  }

  CaException(String message, Throwable cause) {
    super(message, cause);
  }
}
