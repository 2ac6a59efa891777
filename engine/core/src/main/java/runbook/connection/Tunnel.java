package runbook.connection;

import java.net.InetSocketAddress;

/** A tunnel from the controller to a port that only the host may be able to reach. */
public interface Tunnel extends AutoCloseable {

  /** Returns the address to connect to. */
  InetSocketAddress entrance();

  @Override
  void close();
}
