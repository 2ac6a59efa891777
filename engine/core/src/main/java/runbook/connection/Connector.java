package runbook.connection;

/** Opens connections; one for a whole run, closed after its connections. */
public interface Connector extends AutoCloseable {

  /**
   * Logs in and starts a shell there, within the endpoint's connect timeout.
   *
   * @throws LeaseTaken when this connector takes leases, and another run holds the host's
   */
  Connection connect(Endpoint endpoint) throws LeaseTaken, Unreachable, InterruptedException;

  @Override
  void close();
}
