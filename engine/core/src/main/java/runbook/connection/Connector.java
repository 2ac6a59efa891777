package runbook.connection;

/** Opens connections. One connector serves a whole run and is closed after its connections. */
public interface Connector extends AutoCloseable {

  /**
   * Logs in and starts a shell on the host, within the endpoint's connect timeout.
   *
   * @throws LeaseTaken if this connector takes leases, and another run holds the lease of the host
   */
  Connection connect(Endpoint endpoint) throws LeaseTaken, Unreachable, InterruptedException;

  @Override
  void close();
}
