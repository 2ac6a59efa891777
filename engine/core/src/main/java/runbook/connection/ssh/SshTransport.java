package runbook.connection.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;
import runbook.connection.WaitLimit;
import runbook.connection.sh.RunningProgram;
import runbook.connection.sh.SessionRefused;
import runbook.connection.sh.Transport;

/** Starts programs over the last of a chain of SSH sessions, each of which carries the next. */
final class SshTransport implements Transport {

  private static final Duration OPEN = Duration.ofSeconds(30);

  private final List<ClientSession> sessions;
  private final SilenceWatch silenceWatch;
  private boolean warm;

  SshTransport(List<ClientSession> sessions, Duration heartbeat) {
    this.sessions = List.copyOf(sessions);
    silenceWatch = SilenceWatch.start(sessions.getLast(), heartbeat);
  }

  @Override
  public RunningProgram start(String command, OutputStream errors) throws IOException {
    var session = sessions.getLast();
    var channel = channel(session, command);
    channel.setErr(errors);
    var opening = channel.open();
    if (!warm && !opening.await(Duration.ofMillis(2))) {
      // Avoids the same delayed acknowledgement as at login, for the first channel.
      session.sendIgnoreMessage();
    }
    verify(opening);
    warm = true;
    return new SshProgram(channel);
  }

  private static void verify(OpenFuture opening) throws IOException {
    WaitLimit.of(OPEN).await(opening::await);
    try {
      opening.verify(1);
    } catch (IOException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SshChannelOpenException) {
          throw new SessionRefused(cause);
        }
      }
      throw e;
    }
  }

  @Override
  public Optional<Tunnel> tunnel(String address, int port)
      throws IOException, InterruptedException {
    return SshTunnel.open(sessions.getLast(), address, port);
  }

  @Override
  public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws IOException, InterruptedException {
    return new PortProbe(sessions.getLast()).at(ports, within);
  }

  private static ChannelExec channel(ClientSession session, String command) throws IOException {
    try {
      return ExecChannel.create(session, command);
    } catch (IllegalStateException e) {
      throw new IOException("the session is closed", e);
    }
  }

  @Override
  public boolean isOpen() {
    return sessions.getLast().isOpen();
  }

  @Override
  public Optional<String> silent() {
    return silenceWatch.silent();
  }

  @Override
  public void close() {
    for (var session : sessions.reversed()) {
      session.close(true);
    }
  }
}
