package runbook.connection.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.PortForwardingTracker;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.connection.Tunnel;

/** A local port that leads through a session to a port the host can reach. */
record SshTunnel(PortForwardingTracker tracker) implements Tunnel {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /**
   * Tries the port first: a host that forbids forwarding says so only when a connection is made.
   *
   * @return empty if the host does not forward there
   */
  static Optional<Tunnel> open(ClientSession session, String address, int port)
      throws IOException, InterruptedException {
    var exit = InetSocketAddress.createUnresolved(address, port);
    if (new PortProbe(session).at(List.of(exit), PATIENCE).isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new SshTunnel(
              session.createLocalPortForwardingTracker(
                  new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress(address, port))));
    } catch (IllegalStateException e) {
      throw new IOException("the session is closed", e);
    }
  }

  @Override
  public InetSocketAddress entrance() {
    return new InetSocketAddress(
        InetAddress.getLoopbackAddress(), tracker.getBoundAddress().getPort());
  }

  @Override
  public void close() {
    try {
      tracker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
