package runbook.connection.sh;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runbook.connection.AccessDenied;
import runbook.connection.BecomeUser;
import runbook.connection.Lease;
import runbook.connection.WaitLimit;

/** The shells on a host: one for each user, each started on first use. */
final class HostShells {

  private static final Duration ROOM = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final String host;
  private final Transport transport;
  private final String sh;
  private final Optional<Lease> lease;
  private final Map<Optional<BecomeUser>, ShellSession> shells = new ConcurrentHashMap<>();
  private volatile boolean isRoot;

  HostShells(String host, Transport transport, String sh, Optional<Lease> lease) {
    this.host = host;
    this.transport = transport;
    this.sh = sh;
    this.lease = lease;
  }

  /** Returns the shell of a user; starts it if there is none. */
  ShellSession of(Optional<BecomeUser> user)
      throws AccessDenied, IOException, InterruptedException {
    var shellSession = shells.get(user);
    if (shellSession == null) {
      shellSession = start(user);
      shells.put(user, shellSession);
    }
    return shellSession;
  }

  /** Returns the shell of a user, if it has started. */
  Optional<ShellSession> started(Optional<BecomeUser> user) {
    return Optional.ofNullable(shells.get(user));
  }

  void remove(ShellSession shellSession) {
    shells.values().remove(shellSession);
  }

  /**
   * Starts another shell. If the host allows too few on one connection, ends the idle ones first:
   * they start again when they are needed. sshd counts a shell until it has seen its end.
   */
  ShellSession start(Optional<BecomeUser> user)
      throws AccessDenied, IOException, InterruptedException {
    try {
      return open(user);
    } catch (SessionRefused e) {
      finish();
      shells.clear();
      return openWithin(WaitLimit.of(ROOM), user);
    }
  }

  private ShellSession openWithin(WaitLimit waitLimit, Optional<BecomeUser> user)
      throws AccessDenied, IOException, InterruptedException {
    while (true) {
      try {
        return open(user);
      } catch (SessionRefused e) {
        if (waitLimit.over()) {
          throw e;
        }
        Thread.sleep(PAUSE);
      }
    }
  }

  /** Starts another shell, and leaves the others alone. */
  ShellSession open(Optional<BecomeUser> user)
      throws AccessDenied, IOException, InterruptedException {
    var shellLogin = new ShellLogin(host, sh, user, isRoot);
    var first = started(Optional.empty());
    var shellSession = ShellSession.start(shellLogin, transport, leaseFor(user, first.isEmpty()));
    if (user.isEmpty()) {
      isRoot = "0".equals(shellSession.greeting().get("uid"));
    } else if (shellSession.leaseTaken().isPresent()) {
      shellSession.finish();
      throw new AccessDenied(
          host + ": " + shellSession.leaseTaken().get().getMessage(),
          "wait until that run is over");
    }
    if (first.isPresent() && lease.isPresent()) {
      first.get().holdLeaseUntilEndOf(shellSession);
    }
    return shellSession;
  }

  /** Users with logins of their own meet at the lease of root. */
  private Optional<Lease> leaseFor(Optional<BecomeUser> user, boolean first) {
    boolean becomesRoot = user.filter(other -> other.user().equals("root")).isPresent();
    return first || (becomesRoot && !shells.containsKey(user)) ? lease : Optional.empty();
  }

  /** Tells all shells to exit; the one that holds the lease waits for the others. */
  Void finish() throws IOException {
    for (boolean first : new boolean[] {false, true}) {
      for (var entry : shells.entrySet()) {
        if (entry.getKey().isEmpty() == first) {
          entry.getValue().finish();
        }
      }
    }
    return null;
  }

  void abandon() {
    shells.values().forEach(ShellSession::abandon);
  }
}
