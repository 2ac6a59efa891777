package runbook.connection.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.ControllerClock;
import runbook.connection.Endpoint;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.connection.WaitLimit;
import runbook.connection.sh.ShellConnection;

/** Opens connections over SSH with one client. */
public final class SshConnector implements Connector {

  private static final Path EVERYBODYS = Path.of("/etc/ssh/ssh_known_hosts");

  private final SshSettings sshSettings;
  private final Optional<Lease> lease;
  private final KeyFiles keys = new KeyFiles();
  private final SshClient client;
  private final SshDialer sshDialer;
  private final LoginAdmission loginAdmission;

  /** The ramp of each machine, by address and port. */
  private final Map<String, LoginRamp> ramps = new ConcurrentHashMap<>();

  private Optional<SshConfig> config = Optional.empty();

  SshConnector(SshSettings sshSettings, Optional<Lease> lease) {
    this.sshSettings = sshSettings;
    this.lease = lease;
    client = SshClientFactory.started(sshSettings, new HostKeyCheck(new KnownHosts()));
    sshDialer = new SshDialer(client);
    loginAdmission = new LoginAdmission(ControllerClock.shared(), sshSettings.warnings());
  }

  @Override
  public Connection connect(Endpoint endpoint)
      throws LeaseTaken, Unreachable, InterruptedException {
    var hops = SshRoute.to(endpoint, config(endpoint.host())).hops();
    try (var _ = loginAdmission.enter()) {
      return connect(endpoint, hops);
    }
  }

  private Connection connect(Endpoint endpoint, List<SshHop> hops)
      throws LeaseTaken, Unreachable, InterruptedException {
    var sessions = new ArrayList<ClientSession>();
    try {
      for (var sshHop : hops) {
        var through = sessions.isEmpty() ? Optional.<ClientSession>empty() : last(sessions);
        boolean target = sessions.size() + 1 == hops.size();
        var ramp = ramps.computeIfAbsent(sshHop.toString(), _ -> new LoginRamp());
        sessions.add(
            ramp.run(() ->
                sshDialer.dial(
                    attempt(endpoint, sshHop, target),
                    through,
                    WaitLimit.of(endpoint.connectTimeout()))));
      }
    } finally {
      if (sessions.size() < hops.size()) {
        sessions.reversed().forEach(session -> session.close(true));
      }
    }
    var transport = new SshTransport(sessions, sshSettings.heartbeat());
    return ShellConnection.open(endpoint.host(), transport, "sh", endpoint.connectTimeout(), lease);
  }

  private static Optional<ClientSession> last(List<ClientSession> sessions) {
    return Optional.of(sessions.getLast());
  }

  /** The password of a host is not sent to its jump hosts. */
  private LoginAttempt attempt(Endpoint endpoint, SshHop sshHop, boolean target)
      throws Unreachable {
    var name = target ? endpoint.host() : endpoint.host() + " (jump host " + sshHop.address() + ")";
    KeyExchanges.check(name, client.getKeyExchangeFactories(), sshHop.exchanges());
    var files = endpoint.hostKeys().files();
    return new LoginAttempt(
        name,
        sshHop,
        endpoint.hostKeys().hostKeyPolicy(),
        files.isEmpty() ? List.of(sshSettings.ssh("known_hosts"), EVERYBODYS) : files,
        endpoint.legacyAlgorithms(),
        LoginCredentials.of(
            name,
            sshHop.keys().isEmpty() ? endpoint.keys() : sshHop.keys(),
            endpoint.passphrase(),
            target ? endpoint.password() : Optional.empty(),
            keys,
            sshSettings));
  }

  private synchronized SshConfig config(String host) throws Unreachable {
    if (config.isEmpty()) {
      try {
        config = Optional.of(SshConfig.read(sshSettings));
      } catch (IOException e) {
        throw new Unreachable(
            host + ": " + sshSettings.ssh("config") + " cannot be read: " + e.getMessage(),
            "fix that file",
            e);
      }
    }
    return config.get();
  }

  @Override
  public void close() {
    client.stop();
  }
}
