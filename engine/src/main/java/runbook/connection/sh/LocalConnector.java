package runbook.connection.sh;

import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Unreachable;

/** Opens connections to this machine, which need no network. */
public final class LocalConnector implements Connector {

  @Override
  public Connection connect(Endpoint endpoint) throws Unreachable, InterruptedException {
    return ShellConnection.open(
        endpoint.host(), new LocalTransport(), "sh", endpoint.connectTimeout());
  }

  @Override
  public void close() {}
}
