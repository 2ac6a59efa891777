package runbook.connection.ssh;

import java.util.Optional;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Lease;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;
import runbook.connection.sh.LocalConnector;

/** Opens all types of connections; SSH is set up only when a host needs it. */
public final class HostConnector implements Connector {

  private final SshSettings sshSettings;
  private final Optional<Lease> lease;
  private final Connector local = new LocalConnector();
  private Connector ssh;

  /** Creates a connector for runs that change nothing. */
  public HostConnector(SshSettings sshSettings) {
    this(sshSettings, Optional.empty());
  }

  /**
   * Creates a connector.
   *
   * @param lease the lease to take on every host reached over SSH
   */
  public HostConnector(SshSettings sshSettings, Optional<Lease> lease) {
    this.sshSettings = sshSettings;
    this.lease = lease;
  }

  /** Loads the SSH classes in the background while the caller determines the hosts. */
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
