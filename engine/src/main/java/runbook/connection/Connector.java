package runbook.connection;

/** Opens connections; one for a whole run, closed after its connections. */
public interface Connector extends AutoCloseable {

  /** Logs in and starts a shell there, within the endpoint's connect timeout. */
  Connection connect(Endpoint endpoint) throws Unreachable, InterruptedException;

  @Override
  void close();
}
