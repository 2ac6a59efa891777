package runbook.connection.sh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import runbook.connection.Tunnel;

/** A local port; a program on the host carries each connection to a port the host can reach. */
final class CarriedTunnel implements Tunnel {

  private final PortCarrier portCarrier;
  private final ServerSocket door;
  private final Set<Socket> callers = ConcurrentHashMap.newKeySet();

  private CarriedTunnel(PortCarrier portCarrier, ServerSocket door) {
    this.portCarrier = portCarrier;
    this.door = door;
  }

  static CarriedTunnel open(PortCarrier portCarrier) throws IOException {
    var door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    var tunnel = new CarriedTunnel(portCarrier, door);
    Thread.ofVirtual().name("callers of " + portCarrier.address()).start(tunnel::receive);
    return tunnel;
  }

  @Override
  public InetSocketAddress entrance() {
    return (InetSocketAddress) door.getLocalSocketAddress();
  }

  private void receive() {
    while (!door.isClosed()) {
      try {
        var caller = door.accept();
        callers.add(caller);
        if (door.isClosed()) {
          caller.close();
        }
        Thread.ofVirtual().name("to " + portCarrier.address()).start(() -> serve(caller));
      } catch (IOException e) {
        // Closed or broken.
        close();
      }
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      boolean whole = false;
      try (var carried = portCarrier.start()) {
        Thread.ofVirtual().name("from a caller").start(() -> send(caller, carried));
        carried.from().copyTo(caller.getOutputStream());
        whole = portCarrier.transport().isOpen();
      } finally {
        if (!whole) {
          // A broken connection must not look like a regular end.
          caller.setSoLinger(true, 0);
        }
      }
    } catch (IOException | InterruptedException e) {
      // The reset connection tells the caller.
    } finally {
      callers.remove(caller);
    }
  }

  private static void send(Socket caller, PortCarrier.Carried carried) {
    try (var to = carried.to()) {
      new ShellOutputReader(caller.getInputStream()).copyTo(to);
    } catch (IOException e) {
      // One end is closed, so close the other.
      carried.close();
    }
  }

  @Override
  public void close() {
    try {
      door.close();
      for (var caller : callers) {
        caller.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
