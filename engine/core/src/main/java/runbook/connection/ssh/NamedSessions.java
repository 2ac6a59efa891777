package runbook.connection.ssh;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.io.IoSession;

/**
 * Creates sessions that know the name of their host. MINA compares it with the names in a host
 * certificate, but only knows the IP address, and that of the tunnel behind a jump host.
 */
final class NamedSessions extends SessionFactory {

  NamedSessions(ClientFactoryManager client) {
    super(client);
  }

  @Override
  protected ClientSessionImpl doCreateSession(IoSession ioSession) throws Exception {
    return new ClientSessionImpl(getClient(), ioSession) {
      @Override
      public SocketAddress getConnectAddress() {
        var sshHop = LoginAttempt.of(this).sshHop;
        return InetSocketAddress.createUnresolved(sshHop.keyName(), sshHop.port());
      }
    };
  }
}
