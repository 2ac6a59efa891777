package runbook.module;

import java.io.Serial;

/** There is no way through the host to a port; the message says why to the user. */
public final class NoTunnel extends Exception {

  @Serial private static final long serialVersionUID = 1;

  public NoTunnel(String message, Throwable cause) {
    super(message, cause);
  }

  public NoTunnel(String message) {
    super(message);
  }
}
