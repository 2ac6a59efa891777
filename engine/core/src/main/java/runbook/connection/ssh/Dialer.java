package runbook.connection.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.connection.Unreachable;
import runbook.connection.sh.Bounded;

/** Logs in to one machine, directly or through one where we are logged in already. */
final class Dialer {

  private final SshClient client;

  Dialer(SshClient client) {
    this.client = client;
  }

  ClientSession dial(Attempt attempt, Optional<ClientSession> through, Countdown time)
      throws Unreachable, InterruptedException {
    var trouble = new Trouble(attempt, time, through.isPresent());
    try {
      var session = spoken(attempt, through, time, trouble);
      try {
        authenticate(session, attempt, time);
        return session;
      } catch (IOException e) {
        session.close(true);
        throw attempt.refusal().orElseGet(() -> trouble.atLogin(e));
      }
    } catch (InterruptedIOException e) {
      throw interrupted(e);
    }
  }

  private static InterruptedException interrupted(InterruptedIOException e) {
    var interrupted = new InterruptedException();
    interrupted.initCause(e);
    return interrupted;
  }

  /** A session whose keys are exchanged. */
  private ClientSession spoken(
      Attempt attempt, Optional<ClientSession> through, Countdown time, Trouble trouble)
      throws Unreachable, InterruptedException, InterruptedIOException {
    if (through.isEmpty()) {
      return spoken(() -> connected(attempt, time, trouble), attempt, time, trouble);
    }
    var target = new SshdSocketAddress(attempt.hop.address(), attempt.hop.port());
    var here = new SshdSocketAddress("127.0.0.1", 0);
    // The tunnel's entrance is only open until we are in: others on this machine could use it.
    try (var tunnel = through.get().createLocalPortForwardingTracker(here, target)) {
      var entrance = tunnel.getBoundAddress();
      return spoken(
          () -> connected(entrance.getHostName(), entrance.getPort(), attempt, time),
          attempt,
          time,
          trouble);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw trouble.atConnect(e);
    }
  }

  @FunctionalInterface
  private interface Connecting {
    ClientSession connect() throws IOException, Unreachable, InterruptedException;
  }

  /** The exchange of keys fails once in a while for no reason: then it is tried again. */
  private static ClientSession spoken(
      Connecting connecting, Attempt attempt, Countdown time, Trouble trouble)
      throws Unreachable, InterruptedException, InterruptedIOException {
    for (boolean again = false; ; again = true) {
      var session = session(connecting, trouble);
      var events =
          session.waitFor(
              EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED), time.left());
      if (events.contains(ClientSessionEvent.WAIT_AUTH)) {
        return session;
      }
      boolean silent = session.getServerVersion() == null;
      session.close(true);
      if (attempt.refusal().isPresent()) {
        throw attempt.refusal().get();
      }
      if (again || time.over()) {
        throw trouble.beforeLogin(silent);
      }
    }
  }

  private static ClientSession session(Connecting connecting, Trouble trouble)
      throws Unreachable, InterruptedException, InterruptedIOException {
    try {
      return connecting.connect();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw trouble.atConnect(e);
    }
  }

  /** Connects to the first of a name's addresses that takes us. */
  private ClientSession connected(Attempt attempt, Countdown time, Trouble trouble)
      throws IOException, Unreachable, InterruptedException {
    var problem = new IOException("no address");
    for (var address : addresses(attempt.hop.address(), time, trouble)) {
      try {
        return connected(address.getHostAddress(), attempt.hop.port(), attempt, time);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        e.addSuppressed(problem);
        problem = e;
      }
    }
    throw problem;
  }

  private ClientSession connected(String address, int port, Attempt attempt, Countdown time)
      throws IOException {
    var entry = new HostConfigEntry("", address, port, attempt.hop.user());
    entry.setIdentitiesOnly(true);
    var connecting = client.connect(entry, attempt.asContext(), null);
    try {
      return connecting.verify(time.left()).getClientSession();
    } catch (IOException e) {
      connecting.cancel();
      throw e;
    }
  }

  private static List<InetAddress> addresses(String name, Countdown time, Trouble trouble)
      throws Unreachable, InterruptedException {
    var work = Bounded.start("resolve " + name, () -> InetAddress.getAllByName(name));
    try {
      // Most networks have IPv4, so do not wait for an IPv6 that leads nowhere first.
      return Arrays.stream(work.await(time.left()))
          .sorted(Comparator.comparing(address -> address instanceof Inet6Address))
          .toList();
    } catch (TimeoutException e) {
      throw trouble.atConnect(e);
    } catch (ExecutionException e) {
      throw trouble.atConnect(e.getCause());
    }
  }

  private static void authenticate(ClientSession session, Attempt attempt, Countdown time)
      throws IOException {
    attempt.identities.pairs().forEach(session::addPublicKeyIdentity);
    attempt.identities.password().ifPresent(p -> session.addPasswordIdentity(p.value()));
    var login = session.auth();
    // sshd holds its small answers back until ours is acknowledged, 40 ms later, or until it hears
    // anything else from us.
    for (int pause = 2; pause < 40 && !login.await(Duration.ofMillis(pause)); pause *= 2) {
      session.sendIgnoreMessage();
    }
    login.verify(time.left());
  }
}
