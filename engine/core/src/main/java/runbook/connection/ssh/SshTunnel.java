package runbook.connection.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.forward.PortForwardingTracker;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.module.NoTunnel;
import runbook.module.Tunnel;

/** A port of this machine that leads through a session to a port the host reaches. */
record SshTunnel(PortForwardingTracker tracker, boolean answered) implements Tunnel {

  private static final Duration OPEN = Duration.ofSeconds(10);

  /** Knocks once: a host that forwards nothing says so only when somebody wants to go through. */
  static SshTunnel open(ClientSession session, String address, int port) throws NoTunnel {
    var exit = new SshdSocketAddress(address, port);
    var entrance = new SshdSocketAddress("127.0.0.1", 0);
    boolean answered = true;
    try {
      var knock = session.createDirectTcpipChannel(entrance, exit);
      try {
        knock.open().verify(OPEN);
      } finally {
        knock.close(true);
      }
    } catch (IOException e) {
      if (!refused(e)) {
        throw new NoTunnel("its sshd forwards no ports (AllowTcpForwarding)", e);
      }
      answered = false;
    }
    try {
      return new SshTunnel(session.createLocalPortForwardingTracker(entrance, exit), answered);
    } catch (IOException | IllegalStateException e) {
      throw new NoTunnel("no port of this machine could be opened: " + e.getMessage(), e);
    }
  }

  /** Whether it was the port that did not answer, and not the host that said no. */
  private static boolean refused(IOException e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .anyMatch(t ->
            t instanceof SshChannelOpenException o
                && o.getReasonCode() != SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED);
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
