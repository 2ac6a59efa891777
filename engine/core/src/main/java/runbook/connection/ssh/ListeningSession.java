package runbook.connection.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;

/** A session that knows the name of its host, and counts how often it was sent anything. */
final class ListeningSession extends ClientSessionImpl {

  private volatile long heard;

  private ListeningSession(SshClient client, IoSession io) throws Exception {
    super(client, io);
  }

  /** Lets the client create such sessions. */
  static void useFor(SshClient client) {
    client.setSessionFactory(
        new SessionFactory(client) {
          @Override
          protected ClientSessionImpl doCreateSession(IoSession io) throws Exception {
            return new ListeningSession(client, io);
          }
        });
  }

  /**
   * Returns the name of the host. MINA compares it with the names in a host certificate, but only
   * knows the IP address, and that of the tunnel behind a jump host.
   */
  @Override
  public SocketAddress getConnectAddress() {
    var sshHop = LoginAttempt.of(this).sshHop;
    return InetSocketAddress.createUnresolved(sshHop.keyName(), sshHop.port());
  }

  /** Returns a number that grows with every message; only one thread receives them. */
  long heard() {
    return heard;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time receives
  public void messageReceived(Readable buffer) throws Exception {
    heard++;
    super.messageReceived(buffer);
  }
}
