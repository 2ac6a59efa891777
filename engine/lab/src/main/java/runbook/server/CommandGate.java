package runbook.server;

import java.io.InputStream;
import org.apache.sshd.common.session.Session;

/** Decides which commands an {@link EmbeddedSshHost} starts, and sees what is sent to them. */
public interface CommandGate {

  /** Starts every command, and passes on all it gets. */
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

  /** Whether the next command that this session asks for is started. */
  boolean admits(Session session);

  /** What the command reads of what the client sends. */
  InputStream input(InputStream in, Session session);
}
