package runbook.connection.ssh;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Lease;
import runbook.connection.Leased;
import runbook.connection.Unreachable;
import runbook.connection.sh.ShellConnection;

/** Opens connections over SSH, all by one client. */
public final class SshConnector implements Connector {

  private static final Path EVERYBODYS = Path.of("/etc/ssh/ssh_known_hosts");

  private final Settings settings;
  private final Optional<Lease> lease;
  private final KeyFiles keys = new KeyFiles();
  private final SshClient client;
  private final Dialer dialer;
  private Optional<SshConfig> config = Optional.empty();

  SshConnector(Settings settings, Optional<Lease> lease) {
    this.settings = settings;
    this.lease = lease;
    client = Clients.started(settings, new HostKeyCheck(new KnownHosts()));
    dialer = new Dialer(client);
  }

  @Override
  public Connection connect(Endpoint endpoint) throws Leased, Unreachable, InterruptedException {
    var time = Countdown.of(endpoint.connectTimeout());
    var hops = Route.to(endpoint, config(endpoint.host())).hops();
    var sessions = new ArrayList<ClientSession>();
    try {
      for (var hop : hops) {
        var through = sessions.isEmpty() ? Optional.<ClientSession>empty() : last(sessions);
        boolean target = sessions.size() + 1 == hops.size();
        sessions.add(dialer.dial(attempt(endpoint, hop, target), through, time));
      }
    } finally {
      if (sessions.size() < hops.size()) {
        sessions.reversed().forEach(session -> session.close(true));
      }
    }
    return ShellConnection.open(
        endpoint.host(), new SshTransport(sessions), "sh", time.left(), lease);
  }

  private static Optional<ClientSession> last(List<ClientSession> sessions) {
    return Optional.of(sessions.getLast());
  }

  /** The password of a host is not told to the machines on the way to it. */
  private Attempt attempt(Endpoint endpoint, Hop hop, boolean target) throws Unreachable {
    var name = target ? endpoint.host() : endpoint.host() + " (jump host " + hop.address() + ")";
    var files = endpoint.hostKeys().files();
    return new Attempt(
        name,
        hop,
        endpoint.hostKeys().policy(),
        files.isEmpty() ? List.of(settings.ssh("known_hosts"), EVERYBODYS) : files,
        Identities.of(
            name,
            hop.keys().isEmpty() ? endpoint.keys() : hop.keys(),
            endpoint.passphrase(),
            target ? endpoint.password() : Optional.empty(),
            keys,
            settings));
  }

  private synchronized SshConfig config(String host) throws Unreachable {
    if (config.isEmpty()) {
      try {
        config = Optional.of(SshConfig.read(settings));
      } catch (IOException e) {
        throw new Unreachable(
            host + ": " + settings.ssh("config") + " cannot be read: " + e.getMessage(),
            "mend that file",
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
