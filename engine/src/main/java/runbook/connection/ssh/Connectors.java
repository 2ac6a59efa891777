package runbook.connection.ssh;

import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Unreachable;
import runbook.connection.sh.LocalConnector;

/** Opens connections of every kind; SSH is only set up when a host needs it. */
public final class Connectors implements Connector {

  private final Settings settings;
  private final Connector local = new LocalConnector();
  private Connector ssh;

  public Connectors(Settings settings) {
    this.settings = settings;
  }

  @Override
  public Connection connect(Endpoint endpoint) throws Unreachable, InterruptedException {
    return switch (endpoint.kind()) {
      case LOCAL -> local.connect(endpoint);
      case SSH -> ssh().connect(endpoint);
    };
  }

  private synchronized Connector ssh() {
    if (ssh == null) {
      ssh = new SshConnector(settings);
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
