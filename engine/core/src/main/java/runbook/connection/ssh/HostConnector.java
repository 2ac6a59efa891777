package runbook.connection.ssh;

import java.util.Optional;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.connection.sh.LocalConnector;

/** Opens connections of every kind; SSH is only set up when a host needs it. */
public final class HostConnector implements Connector {

  private final SshSettings sshSettings;
  private final Optional<Lease> lease;
  private final Connector local = new LocalConnector();
  private Connector ssh;

  /** For those who only look. */
  public HostConnector(SshSettings sshSettings) {
    this(sshSettings, Optional.empty());
  }

  /**
   * Makes them ready.
   *
   * @param lease taken at every host that is reached over SSH
   */
  public HostConnector(SshSettings sshSettings, Optional<Lease> lease) {
    this.sshSettings = sshSettings;
    this.lease = lease;
  }

  /** Makes ready for SSH on the side, while the caller finds out which hosts there are. */
  public static void preload() {
    if (Runtime.getRuntime().availableProcessors() > 1) {
      Thread.ofPlatform().daemon().name("getting ready for SSH").start(SshClientFactory::load);
    }
  }

  @Override
  public Connection connect(Endpoint endpoint)
      throws LeaseTaken, Unreachable, InterruptedException {
    return switch (endpoint.connectionType()) {
      case LOCAL -> local.connect(endpoint);
      case SSH -> ssh().connect(endpoint);
    };
  }

  private synchronized Connector ssh() {
    if (ssh == null) {
      ssh = new SshConnector(sshSettings, lease);
    }
    return ssh;
  }

  @Override
  public synchronized void close() {
    local.close();
    if (ssh != null) {
      ssh.close();
    }
  }
}
