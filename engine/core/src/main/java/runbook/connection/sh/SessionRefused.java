package runbook.connection.sh;

import java.io.IOException;
import java.io.Serial;

/** A host starts no further program on the connection, as sshd does beyond its MaxSessions. */
public final class SessionRefused extends IOException {

  @Serial private static final long serialVersionUID = 1;

  public SessionRefused(Throwable cause) {
    super("the host starts no further program on this connection: " + cause.getMessage(), cause);
  }
}
