package runbook.connection.sh;

import java.util.Optional;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;

/**
 * Opens connections to this machine, which need no network. No lease is taken: runs against
 * different hosts may well do their local part at the same time.
 */
public final class LocalConnector implements Connector {

  @Override
  public Connection connect(Endpoint endpoint)
      throws LeaseTaken, Unreachable, InterruptedException {
    return ShellConnection.open(
        endpoint.host(), new LocalTransport(), "sh", endpoint.connectTimeout(), Optional.empty());
  }

  @Override
  public void close() {}
}
