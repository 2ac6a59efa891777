package runbook.connection;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the connections to hosts from one run to the next, for runs that change nothing. A
 * connection that was lost between two runs is opened anew.
 */
public final class KeptConnections implements Connector {

  private final Connector connector;
  private final Map<Endpoint, Connection> kept = new ConcurrentHashMap<>();

  public KeptConnections(Connector connector) {
    this.connector = connector;
  }

  @Override
  public Connection connect(Endpoint endpoint)
      throws LeaseTaken, Unreachable, InterruptedException {
    var connection = Optional.ofNullable(kept.remove(endpoint));
    return new Borrowed(
        endpoint,
        connection.isPresent() ? connection.get() : connector.connect(endpoint),
        connection.isPresent());
  }

  @Override
  public void close() {
    kept.values().forEach(Connection::close);
    connector.close();
  }

  /** A connection that returns to the others when it is closed, unless it was lost. */
  private final class Borrowed implements Connection {

    private final Endpoint endpoint;
    private volatile Connection connection;
    private volatile Traffic before;

    /** Whether the connection is from an earlier run, and may have been lost since. */
    private boolean isOld;

    private volatile boolean lost;

    Borrowed(Endpoint endpoint, Connection connection, boolean isOld) {
      this.endpoint = endpoint;
      this.isOld = isOld;
      use(connection);
    }

    private void use(Connection other) {
      connection = other;
      before = other.traffic();
    }

    @Override
    public Reply send(
        Request request,
        Optional<BecomeUser> become,
        Duration deadline,
        RequestProgress requestProgress)
        throws AccessDenied, RequestTimeout, Unreachable, InterruptedException {
      boolean wasLost = lost;
      boolean wasOld = isOld;
      lost = true;
      isOld = false;
      Reply reply;
      try {
        reply = connection.send(request, become, deadline, requestProgress);
      } catch (Unreachable e) {
        if (!wasOld) {
          throw e;
        }
        reopen(e);
        reply = connection.send(request, become, deadline, requestProgress);
      }
      lost = wasLost;
      return reply;
    }

    private void reopen(Unreachable why) throws Unreachable, InterruptedException {
      connection.close();
      try {
        use(connector.connect(endpoint));
      } catch (LeaseTaken e) {
        why.addSuppressed(e);
        throw why;
      }
    }

    @Override
    public void stopAfterStep() throws InterruptedException {
      connection.stopAfterStep();
    }

    @Override
    public Tunnel tunnel(String address, int port)
        throws AccessDenied, Unreachable, InterruptedException {
      return connection.tunnel(address, port);
    }

    @Override
    public Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
        throws Unreachable, InterruptedException {
      return connection.probePorts(ports, within);
    }

    @Override
    public Map<String, List<String>> notes(Optional<BecomeUser> user) {
      return connection.notes(user);
    }

    @Override
    public void tell(Optional<BecomeUser> user, String commands)
        throws AccessDenied, Unreachable, InterruptedException {
      connection.tell(user, commands);
    }

    @Override
    public Map<String, String> loginFacts() {
      return connection.loginFacts();
    }

    @Override
    public boolean isOpen() {
      return connection.isOpen();
    }

    @Override
    public Traffic traffic() {
      return connection.traffic().since(before);
    }

    @Override
    public void close() {
      var other = lost ? connection : kept.put(endpoint, connection);
      if (other != null) {
        other.close();
      }
    }
  }
}
