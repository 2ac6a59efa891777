package runbook.connection;

import java.net.InetSocketAddress;

/** A way from the controller to a port that perhaps only a host can reach. */
public interface Tunnel extends AutoCloseable {

  /** Where to connect to. */
  InetSocketAddress entrance();

  @Override
  void close();
}
