package runbook.connection.sh;

import java.util.Optional;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.LeaseTaken;
import runbook.connection.Unreachable;

/**
 * Opens connections to this machine, without a network. It takes no lease, since runs against
 * different hosts may do their local part at the same time.
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
