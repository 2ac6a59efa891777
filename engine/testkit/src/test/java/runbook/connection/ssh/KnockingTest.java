package runbook.connection.ssh;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Connection;
import runbook.connection.Part;
import runbook.connection.Request;
import runbook.connection.sh.LocalTransport;
import runbook.module.Echo;
import runbook.module.Echo.Kind;
import runbook.module.NoTunnel;
import runbook.testkit.OpenSshd;

/** Ports that are tried from a host. */
class KnockingTest {

  private static final Duration WITHIN = Duration.ofMillis(1500);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  private interface Knocker {
    List<Echo> at(List<InetSocketAddress> ports) throws Exception;
  }

  private interface Trial {
    void with(Connection connection) throws Exception;
  }

  private void connected(String options, Trial trial) throws Exception {
    try (var sshd = OpenSshd.start(folder, "ed25519");
        var connector = new Connectors(OpenSshd.settings(folder.resolve("user")))) {
      var keys = folder.resolve("authorized_keys");
      Files.writeString(keys, options + Files.readString(keys));
      try (var connection = connector.connect(sshd.endpoint())) {
        trial.with(connection);
      }
    }
  }

  private static InetSocketAddress port(ServerSocket of) {
    return InetSocketAddress.createUnresolved("127.0.0.1", of.getLocalPort());
  }

  private static InetSocketAddress nobody() throws IOException {
    try (var gone = new ServerSocket(0, 9, HERE)) {
      return port(gone);
    }
  }

  /** One that answers, one that is gone, and one that lets callers wait without a sign. */
  private static List<Kind> kinds(Knocker knocker) throws Exception {
    try (var open = new ServerSocket(0, 9, HERE);
        var full = new ServerSocket(0, 1, HERE);
        var _ = new Socket(HERE, full.getLocalPort());
        var _ = new Socket(HERE, full.getLocalPort())) {
      var ports = List.of(port(open), nobody(), port(full));
      return knocker.at(ports).stream().map(Echo::kind).toList();
    }
  }

  @Test
  void whatListensWhatRefusesAndWhatIsSilentAreToldApart() throws Exception {
    var expected = List.of(Kind.OPEN, Kind.REFUSED, Kind.SILENT);
    connected(
        "",
        connection -> {
          assertEquals(expected, kinds(ports -> connection.knock(ports, WITHIN)));
          // What comes too late does the session no harm: the silent port is gone by now, and says
          // so.
          var later = new Request(List.of(new Part.Run("sleep 2; echo here", false)));
          var reply = connection.send(later, Optional.empty(), Duration.ofSeconds(60));
          assertEquals("here\n", reply.parts().getFirst().outText());
        });
    try (var transport = new LocalTransport()) {
      assertEquals(expected, kinds(ports -> transport.knock(ports, WITHIN)));
    }
  }

  @Test
  void aHostThatForwardsNothingSaysSo() throws Exception {
    connected(
        "no-port-forwarding ",
        connection -> {
          var none =
              assertThrows(
                  NoTunnel.class,
                  () -> connection.knock(List.of(new InetSocketAddress(HERE, 1)), WITHIN));
          assertTrue(none.getMessage().contains("forwards no ports"), none.getMessage());
        });
  }

  @Test
  void whoSaysNoOnTheWayIsQuoted() {
    assertEquals(new Echo(Kind.BARRED, "No route to host"), Echo.of("No route to host"));
    assertEquals(Kind.REFUSED, Echo.of("Error connecting: Connection refused").kind());
    assertEquals(Kind.SILENT, Echo.of("Connection timed out").kind());
  }
}
