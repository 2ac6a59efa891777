package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Connection;
import runbook.connection.MarkedProcesses;
import runbook.connection.Unreachable;
import runbook.connection.sh.LocalTransport;
import runbook.testkit.OpenSshd;

/** Tests of tunnels through a host to ports that it reaches. */
class SshTunnelTest {

  @TempDir Path folder;
  private final AtomicInteger hungUp = new AtomicInteger();

  private interface Trial {
    void with(Connection connection, ServerSocket somebody) throws Exception;
  }

  private void connected(String options, Trial trial) throws Exception {
    var apart = Files.createTempDirectory(folder, "sshd");
    try (var sshd = OpenSshd.start(apart, "ed25519");
        var connector = new HostConnector(OpenSshd.settings(apart.resolve("user")));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var somebody = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var keys = apart.resolve("authorized_keys");
      Files.writeString(keys, options + Files.readString(keys));
      threads.execute(() -> greet(somebody));
      try (var connection = connector.connect(sshd.endpoint())) {
        trial.with(connection, somebody);
      }
    }
  }

  private static void greet(ServerSocket somebody) {
    while (!somebody.isClosed()) {
      try (var caller = somebody.accept()) {
        caller.getOutputStream().write("hello".getBytes(UTF_8));
      } catch (IOException e) {
        assertTrue(somebody.isClosed(), e::toString);
      }
    }
  }

  @Test
  void tunnelReachesWhatHostReaches() throws Exception {
    connected(
        "",
        (connection, somebody) -> {
          try (var tunnel = connection.tunnel("127.0.0.1", somebody.getLocalPort());
              var socket =
                  new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort())) {
            assertEquals("hello", new String(socket.getInputStream().readAllBytes(), UTF_8));
          }
        });
  }

  @Test
  void closedTunnelAcceptsNoConnection() throws Exception {
    connected(
        "",
        (connection, somebody) -> {
          var tunnel = connection.tunnel("127.0.0.1", somebody.getLocalPort());
          var entrance = tunnel.entrance();
          tunnel.close();
          assertThrows(
              IOException.class,
              () -> new Socket(entrance.getAddress(), entrance.getPort()).close());
        });
  }

  @Test
  void programOnHostForwardsBytesIfSshdRefuses() throws Exception {
    for (var options : List.of("no-port-forwarding ", "permitopen=\"127.0.0.1:9\" ")) {
      connected(
          options,
          (connection, somebody) -> {
            try (var tunnel = connection.tunnel("127.0.0.1", somebody.getLocalPort())) {
              for (int i = 0; i < 3; i++) {
                try (var socket =
                    new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort())) {
                  assertEquals("hello", new String(socket.getInputStream().readAllBytes(), UTF_8));
                }
              }
            }
          });
    }
  }

  /** An sshd allows ten sessions per connection, and the shells need some of them. */
  @Test
  void tunnelWaitsForAFreeSession() throws Exception {
    connected(
        "no-port-forwarding ",
        (connection, somebody) -> {
          try (var tunnel = connection.tunnel("127.0.0.1", somebody.getLocalPort());
              var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = Collections.nCopies(30, (Callable<String>) () -> heard(tunnel.entrance()));
            for (var heard : threads.invokeAll(all)) {
              assertEquals("hello", heard.get());
            }
          }
        });
  }

  /** More callers than sshd allows sessions. */
  @Test
  void disconnectedClientsLeaveNoProcess() throws Exception {
    var apart = Files.createTempDirectory(folder, "sshd");
    try (var sshd = OpenSshd.start(apart, "ed25519");
        var connector = new HostConnector(OpenSshd.settings(apart.resolve("user")));
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        var endless = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var keys = apart.resolve("authorized_keys");
      Files.writeString(keys, "no-port-forwarding " + Files.readString(keys));
      threads.execute(() -> sendEndlessly(endless));
      try (var connection = connector.connect(sshd.endpoint());
          var tunnel = connection.tunnel("127.0.0.1", endless.getLocalPort())) {
        // sshd sets this in the environment; the shell of the connection stays.
        var mark = " 127.0.0.1 " + sshd.port() + "\0";
        for (int i = 0; i < 15; i++) {
          try (var socket =
              new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort())) {
            socket.setSoTimeout(20_000);
            assertEquals(1000, socket.getInputStream().readNBytes(1000).length);
          }
          boolean settled = MarkedProcesses.settleAt(1, mark);
          assertTrue(settled, "caller %d: %s".formatted(i, MarkedProcesses.commands(mark)));
        }
        assertEquals(15, hungUp.get());
      }
    }
  }

  private void sendEndlessly(ServerSocket endless) {
    while (!endless.isClosed()) {
      try (var caller = endless.accept()) {
        while (true) {
          caller.getOutputStream().write(new byte[10_000]);
        }
      } catch (IOException e) {
        // The caller has hung up, or the test is over.
        hungUp.incrementAndGet();
      }
    }
  }

  private static String heard(InetSocketAddress entrance) throws IOException {
    try (var socket = new Socket(entrance.getAddress(), entrance.getPort())) {
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void lostConnectionClosesItsTunnels() throws Exception {
    try (var sshd = OpenSshd.start(folder, "ed25519");
        var connector = new HostConnector(OpenSshd.settings(folder.resolve("user")));
        var silent = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      var keys = folder.resolve("authorized_keys");
      Files.writeString(keys, "no-port-forwarding " + Files.readString(keys));
      try (var connection = connector.connect(sshd.endpoint());
          var tunnel = connection.tunnel("127.0.0.1", silent.getLocalPort());
          var socket = new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort());
          var carried = silent.accept()) {
        sshd.killSessions();
        assertThrows(IOException.class, () -> socket.getInputStream().read());
        assertEquals(-1, carried.getInputStream().read());
        var lost =
            assertThrows(
                Unreachable.class, () -> connection.tunnel("127.0.0.1", silent.getLocalPort()));
        assertTrue(lost.getMessage().contains("lost the connection"), lost.getMessage());
      }
    }
  }

  @Test
  void tunnelToClosedPortOpens() throws Exception {
    for (var options : List.of("", "no-port-forwarding ")) {
      connected(
          options,
          (connection, somebody) -> {
            // The port stays open until the listening thread has woken up.
            try (var tunnel = connection.tunnel("127.0.0.1", OpenSshd.freePort());
                var socket =
                    new Socket(tunnel.entrance().getAddress(), tunnel.entrance().getPort())) {
              assertEquals(-1, socket.getInputStream().read());
            }
          });
    }
  }

  @Test
  void localhostNeedsNoTunnel() {
    try (var transport = new LocalTransport();
        var tunnel = transport.tunnel("10.0.0.2", 2379).orElseThrow()) {
      assertEquals(new InetSocketAddress("10.0.0.2", 2379), tunnel.entrance());
    }
  }
}
