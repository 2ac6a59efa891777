package runbook.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A machine that accepts connections and never sends anything. */
public final class SilentHost implements AutoCloseable {

  private final ServerSocket socket;

  private SilentHost(ServerSocket socket) {
    this.socket = socket;
  }

  /** The kernel accepts connections by itself; this class never reads from them. */
  public static SilentHost start() {
    try {
      return new SilentHost(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return socket.getLocalPort();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
