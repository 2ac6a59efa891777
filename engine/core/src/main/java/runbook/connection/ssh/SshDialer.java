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
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntry;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.client.session.ClientSession.ClientSessionEvent;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import runbook.connection.Unreachable;
import runbook.connection.WaitLimit;
import runbook.connection.sh.TimedTask;

/** Logs in to one machine, directly or through a session that is already open. */
final class SshDialer {

  private static final Set<ClientSessionEvent> SPOKEN =
      EnumSet.of(ClientSessionEvent.WAIT_AUTH, ClientSessionEvent.CLOSED);

  private final SshClient client;

  SshDialer(SshClient client) {
    this.client = client;
  }

  ClientSession dial(LoginAttempt loginAttempt, Optional<ClientSession> through, WaitLimit time)
      throws Unreachable, InterruptedException {
    var loginErrorExplainer = new LoginErrorExplainer(loginAttempt, time, through.isPresent());
    try {
      var session = spoken(loginAttempt, through, time, loginErrorExplainer);
      try {
        authenticate(session, loginAttempt, time);
        return session;
      } catch (IOException e) {
        session.close(true);
        throw loginAttempt.refusal().orElseGet(() -> loginErrorExplainer.atLogin(e));
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

  /** A session that has exchanged keys. */
  private ClientSession spoken(
      LoginAttempt loginAttempt,
      Optional<ClientSession> through,
      WaitLimit time,
      LoginErrorExplainer loginErrorExplainer)
      throws Unreachable, InterruptedException, InterruptedIOException {
    if (through.isEmpty()) {
      return spoken(
          () -> connected(loginAttempt, time, loginErrorExplainer),
          loginAttempt,
          time,
          loginErrorExplainer);
    }
    var target = new SshdSocketAddress(loginAttempt.sshHop.address(), loginAttempt.sshHop.port());
    var here = new SshdSocketAddress("127.0.0.1", 0);
    // The tunnel is open only until the login is done, because other users of this machine could
    // use it.
    try (var tunnel = through.get().createLocalPortForwardingTracker(here, target)) {
      var entrance = tunnel.getBoundAddress();
      return spoken(
          () -> connected(entrance.getHostName(), entrance.getPort(), loginAttempt, time),
          loginAttempt,
          time,
          loginErrorExplainer);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw loginErrorExplainer.atConnect(e);
    }
  }

  @FunctionalInterface
  private interface Connecting {
    ClientSession connect() throws IOException, Unreachable, InterruptedException;
  }

  /**
   * Retries the key exchange behind a jump host, which sometimes fails for no reason; others are
   * tried again by {@link LoginRamp}.
   */
  private static ClientSession spoken(
      Connecting connecting,
      LoginAttempt loginAttempt,
      WaitLimit time,
      LoginErrorExplainer loginErrorExplainer)
      throws Unreachable, InterruptedException, InterruptedIOException {
    for (boolean again = false; ; again = true) {
      var session = session(connecting, loginErrorExplainer);
      time.startStep();
      time.await(left -> session.waitFor(SPOKEN, left).stream().anyMatch(SPOKEN::contains));
      if (session.waitFor(SPOKEN, 1).contains(ClientSessionEvent.WAIT_AUTH)) {
        time.startStep();
        return session;
      }
      boolean silent = session.getServerVersion() == null;
      session.close(true);
      if (loginAttempt.refusal().isPresent()) {
        throw loginAttempt.refusal().get();
      }
      if (again || time.over() || !loginErrorExplainer.isTunnelled()) {
        throw loginErrorExplainer.beforeLogin(silent);
      }
    }
  }

  private static ClientSession session(
      Connecting connecting, LoginErrorExplainer loginErrorExplainer)
      throws Unreachable, InterruptedException, InterruptedIOException {
    try {
      return connecting.connect();
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw loginErrorExplainer.atConnect(e);
    }
  }

  /** Connects to the first address of a name that accepts. */
  private ClientSession connected(
      LoginAttempt loginAttempt, WaitLimit time, LoginErrorExplainer loginErrorExplainer)
      throws IOException, Unreachable, InterruptedException {
    var problem = new IOException("no address");
    for (var address : addresses(loginAttempt.sshHop.address(), time, loginErrorExplainer)) {
      try {
        return connected(address.getHostAddress(), loginAttempt.sshHop.port(), loginAttempt, time);
      } catch (InterruptedIOException e) {
        throw e;
      } catch (IOException e) {
        e.addSuppressed(problem);
        problem = e;
      }
    }
    throw problem;
  }

  private ClientSession connected(
      String address, int port, LoginAttempt loginAttempt, WaitLimit time) throws IOException {
    var entry = new HostConfigEntry("", address, port, loginAttempt.sshHop.user());
    entry.setIdentitiesOnly(true);
    var connecting = client.connect(entry, loginAttempt.asContext(), null);
    try {
      time.await(connecting::await);
      return connecting.verify(1).getClientSession();
    } catch (IOException e) {
      connecting.cancel();
      throw e;
    }
  }

  private static List<InetAddress> addresses(
      String name, WaitLimit time, LoginErrorExplainer loginErrorExplainer)
      throws Unreachable, InterruptedException {
    var work = TimedTask.start("resolve " + name, () -> InetAddress.getAllByName(name));
    try {
      // Try IPv4 first: most networks have it, while IPv6 may lead nowhere.
      return Arrays.stream(work.await(time))
          .sorted(Comparator.comparing(address -> address instanceof Inet6Address))
          .toList();
    } catch (TimeoutException e) {
      throw loginErrorExplainer.atConnect(e);
    } catch (ExecutionException e) {
      throw loginErrorExplainer.atConnect(e.getCause());
    }
  }

  private static void authenticate(ClientSession session, LoginAttempt loginAttempt, WaitLimit time)
      throws IOException {
    loginAttempt.loginCredentials.pairs().forEach(session::addPublicKeyIdentity);
    loginAttempt.loginCredentials.password().ifPresent(p -> session.addPasswordIdentity(p.value()));
    var login = session.auth();
    // sshd delays its small answers until ours is acknowledged, 40 ms later, or until it receives
    // anything else from us.
    for (int pause = 2; pause < 40 && !login.await(Duration.ofMillis(pause)); pause *= 2) {
      session.sendIgnoreMessage();
    }
    time.await(login::await);
    login.verify(1);
    time.startStep();
  }
}
