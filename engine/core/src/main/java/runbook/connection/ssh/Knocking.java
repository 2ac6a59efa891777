package runbook.connection.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.module.Echo;
import runbook.module.NoTunnel;

/** Has an sshd try ports: it says what its kernel says, and the host needs no program for it. */
final class Knocking {

  private static final String CLOSED = "its sshd forwards no ports (AllowTcpForwarding)";

  private final ClientSession session;

  Knocking(ClientSession session) {
    this.session = session;
  }

  /** All are tried at once, in one round trip where they answer. */
  List<Echo> at(List<InetSocketAddress> ports, Duration within)
      throws NoTunnel, InterruptedException {
    try {
      var opening = new ArrayList<OpenFuture>();
      for (var port : ports) {
        opening.add(open(port));
      }
      long end = System.nanoTime() + within.toNanos();
      var echoes = new ArrayList<Echo>();
      for (var future : opening) {
        boolean said = future.await(Math.max(1, (end - System.nanoTime()) / 1_000_000));
        echoes.add(said ? echo(future) : Echo.SILENT);
      }
      return echoes;
    } catch (InterruptedIOException e) {
      var interrupted = new InterruptedException("while ports were tried");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IOException | IllegalStateException e) {
      throw new NoTunnel("the session is closed", e);
    }
  }

  private OpenFuture open(InetSocketAddress port) throws IOException {
    ChannelDirectTcpip channel =
        session.createDirectTcpipChannel(
            new SshdSocketAddress("127.0.0.1", 0),
            new SshdSocketAddress(port.getHostString(), port.getPort()));
    var opening = channel.open();
    // Whoever is late must still find the channel, or the whole session ends of it.
    opening.addListener(_ -> channel.close(true));
    return opening;
  }

  private static Echo echo(OpenFuture future) throws NoTunnel {
    if (future.isOpened()) {
      return Echo.OPEN;
    }
    var failure = future.getException();
    var refusal = refusal(failure);
    if (refusal.isEmpty()) {
      throw new NoTunnel("no channel could be opened: " + failure, failure);
    }
    if (refusal.get().getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED) {
      throw new NoTunnel(CLOSED, failure);
    }
    return Echo.of(String.valueOf(refusal.get().getMessage()));
  }

  private static Optional<SshChannelOpenException> refusal(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .flatMap(t -> t instanceof SshChannelOpenException o ? Stream.of(o) : Stream.empty())
        .findFirst();
  }
}
