package runbook.connection.sh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;

/** Starts programs on a host; the seam between the framing and what carries it. */
public interface Transport extends AutoCloseable {

  /**
   * Starts a program.
   *
   * @param command a line for the user's login shell, whichever that is
   * @param errors takes what the program prints on its standard error, from any thread
   */
  RunningProgram start(String command, OutputStream errors)
      throws IOException, InterruptedException;

  /**
   * A way to a port, which the host reaches under this name or address.
   *
   * @return empty when nothing but a program of the host leads there
   */
  default Optional<Tunnel> tunnel(String address, int port)
      throws IOException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Tries to connect to ports, as the host reaches them, all at once.
   *
   * @return empty when nothing but a program of the host can try them
   */
  default Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws IOException, InterruptedException {
    return Optional.empty();
  }

  /** Whether it is worth starting another program. */
  boolean isOpen();

  @Override
  void close();
}
