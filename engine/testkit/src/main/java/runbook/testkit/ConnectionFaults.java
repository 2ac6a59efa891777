package runbook.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.session.Session;
import runbook.server.CommandGate;
import runbook.server.EmbeddedSshHost;

/** Makes an {@link EmbeddedSshHost} drop connections without notice. */
public final class ConnectionFaults implements CommandGate {

  /** Drops no connection. */
  public static ConnectionFaults none() {
    return new ConnectionFaults(Integer.MAX_VALUE, Long.MAX_VALUE);
  }

  private final AtomicInteger commands = new AtomicInteger();
  private final int lastCommand;
  private final AtomicLong bytes;

  private ConnectionFaults(int lastCommand, long bytes) {
    this.lastCommand = lastCommand;
    this.bytes = new AtomicLong(bytes);
  }

  /** Drops the connection that requests the n-th command; the first shell is number one. */
  public static ConnectionFaults atCommand(int n) {
    return new ConnectionFaults(n - 1, Long.MAX_VALUE);
  }

  /** Drops the connection that sends more than this many bytes to commands. */
  public static ConnectionFaults afterBytes(long n) {
    return new ConnectionFaults(Integer.MAX_VALUE, n);
  }

  /** Returns the number of requested commands, over all connections. */
  public int commands() {
    return commands.get();
  }

  @Override
  public boolean admits(Session session) {
    if (commands.incrementAndGet() > lastCommand) {
      session.close(true);
      return false;
    }
    return true;
  }

  @Override
  public InputStream input(InputStream in, Session session) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        int n = in.read(to, offset, length);
        if (n > 0 && bytes.addAndGet(-n) < 0) {
          session.close(true);
          return -1;
        }
        return n;
      }
    };
  }
}
