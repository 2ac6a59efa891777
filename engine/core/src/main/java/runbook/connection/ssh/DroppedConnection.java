package runbook.connection.ssh;

import java.io.Serial;
import runbook.connection.Unreachable;

/** A machine hung up before the login, as sshd does when too many log in at a time. */
final class DroppedConnection extends Unreachable {

  @Serial private static final long serialVersionUID = 1;

  DroppedConnection(String message, String hint) {
    super(message, hint, null);
  }
}
