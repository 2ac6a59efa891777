package runbook.connection.sh;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import runbook.connection.PortReply;
import runbook.connection.Tunnel;

/** Starts programs on a host, over SSH or locally. */
public interface Transport extends AutoCloseable {

  /**
   * Starts a program.
   *
   * @param command a line for the user's login shell, whatever that is
   * @param errors receives the program's standard error, from any thread
   */
  RunningProgram start(String command, OutputStream errors)
      throws IOException, InterruptedException;

  /**
   * Opens a way to a port under the name or address that the host uses.
   *
   * @return empty if only a program on the host can reach it
   */
  default Optional<Tunnel> tunnel(String address, int port)
      throws IOException, InterruptedException {
    return Optional.empty();
  }

  /**
   * Tries to connect to ports from the host, all at once.
   *
   * @return empty if only a program on the host can try them
   */
  default Optional<List<PortReply>> probePorts(List<InetSocketAddress> ports, Duration within)
      throws IOException, InterruptedException {
    return Optional.empty();
  }

  /** Reports whether bytes travel to another machine, so that fewer bytes are worth some time. */
  default boolean isRemote() {
    return true;
  }

  /** Reports whether another program can be started. */
  boolean isOpen();

  /** Returns how long the other machine was silent, if that ended the transport. */
  default Optional<String> silent() {
    return Optional.empty();
  }

  @Override
  void close();
}
