package runbook.connection.sh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import runbook.module.Echo;
import runbook.module.NoTunnel;
import runbook.module.Tunnel;

/** Starts programs on a host; the seam between the framing and what carries it. */
public interface Transport extends AutoCloseable {

  /**
   * Starts a program.
   *
   * @param command a line for the user's login shell, whichever that is
   * @param errors takes what the program prints on its standard error, from any thread
   */
  Program start(String command, OutputStream errors) throws IOException, InterruptedException;

  /** A way to a port, which the host reaches under this name or address. */
  default Tunnel tunnel(String address, int port) throws NoTunnel, InterruptedException {
    throw new NoTunnel("this kind of connection has no tunnels");
  }

  /**
   * Tries to connect to ports, as the host reaches them, all at once.
   *
   * @throws NoTunnel when the host lets nothing through
   */
  default List<Echo> knock(List<InetSocketAddress> ports, Duration within)
      throws NoTunnel, InterruptedException {
    throw new NoTunnel("this kind of connection has no tunnels");
  }

  /** Whether it is worth starting another program. */
  boolean isOpen();

  @Override
  void close();
}
