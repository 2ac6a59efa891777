package runbook.connection.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.connection.PortReply;

/** Lets an sshd try ports: it returns the kernel's error, and the host needs no program for it. */
final class PortProbe {

  /** The answers of an sshd that does not allow or support forwarding. */
  private static final Set<Integer> FORBIDDEN =
      Set.of(
          SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED,
          SshConstants.SSH_OPEN_UNKNOWN_CHANNEL_TYPE);

  private final ClientSession session;

  PortProbe(ClientSession session) {
    this.session = session;
  }

  /**
   * Tries all ports at once, in one round trip if they answer.
   *
   * @return empty if the sshd may not connect to one of them
   */
  Optional<List<PortReply>> at(List<InetSocketAddress> ports, Duration within)
      throws IOException, InterruptedException {
    try {
      var opening = new ArrayList<OpenFuture>();
      for (var port : ports) {
        opening.add(open(port));
      }
      long end = System.nanoTime() + within.toNanos();
      var replies = new ArrayList<PortReply>();
      for (var future : opening) {
        if (!future.await(Math.max(1, (end - System.nanoTime()) / 1_000_000))) {
          replies.add(PortReply.SILENT);
        } else if (future.isOpened()) {
          replies.add(PortReply.OPEN);
        } else {
          var refusal = refusal(future.getException());
          if (FORBIDDEN.contains(refusal.getReasonCode())) {
            return Optional.empty();
          }
          replies.add(new PortReply(false, String.valueOf(refusal.getMessage())));
        }
      }
      return Optional.of(List.copyOf(replies));
    } catch (InterruptedIOException e) {
      var interrupted = new InterruptedException("while ports were tried");
      interrupted.initCause(e);
      throw interrupted;
    } catch (IllegalStateException e) {
      throw new IOException("the session is closed", e);
    }
  }

  private OpenFuture open(InetSocketAddress port) throws IOException {
    ChannelDirectTcpip channel =
        session.createDirectTcpipChannel(
            new SshdSocketAddress("127.0.0.1", 0),
            new SshdSocketAddress(port.getHostString(), port.getPort()));
    var opening = channel.open();
    // A late answer must still find the channel, or the session ends. sshd hangs up on the port
    // only
    // if it is told that an open channel is closed.
    opening.addListener(done -> channel.close(!done.isOpened()));
    return opening;
  }

  private static SshChannelOpenException refusal(Throwable failure) throws IOException {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SshChannelOpenException refusal) {
        return refusal;
      }
    }
    throw new IOException("no channel could be opened: " + failure, failure);
  }
}
