package runbook.server;

import java.io.InputStream;
import org.apache.sshd.common.session.Session;

/** Decides which commands an {@link EmbeddedSshHost} starts, and filters their input. */
public interface CommandGate {

  /** Starts every command and passes all input on. */
  CommandGate OPEN =
      new CommandGate() {
        @Override
        public boolean admits(Session session) {
          return true;
        }

        @Override
        public InputStream input(InputStream in, Session session) {
          return in;
        }
      };

  /** Reports whether to start the next command of this session. */
  boolean admits(Session session);

  /** Returns the input for a command, given the input that the client sends. */
  InputStream input(InputStream in, Session session);
}
