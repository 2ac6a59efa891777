package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import runbook.connection.PortReply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.sh.LocalTransport;
import runbook.testkit.OpenSshd;

/** Tests of ports tried from a host. */
class PortProbeTest {

  private static final Duration WITHIN = Duration.ofMillis(1500);
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  @TempDir Path folder;

  private interface PortTrial {
    Optional<List<PortReply>> at(List<InetSocketAddress> ports) throws Exception;
  }

  private interface Trial {
    void with(Connection connection) throws Exception;
  }

  private void connected(String options, Trial trial) throws Exception {
    var apart = Files.createTempDirectory(folder, "sshd");
    try (var sshd = OpenSshd.start(apart, "ed25519");
        var connector = new HostConnector(OpenSshd.settings(apart.resolve("user")))) {
      var keys = apart.resolve("authorized_keys");
      Files.writeString(keys, options + Files.readString(keys));
      try (var connection = connector.connect(sshd.endpoint())) {
        trial.with(connection);
      }
    }
  }

  private static InetSocketAddress port(ServerSocket of) {
    return InetSocketAddress.createUnresolved("127.0.0.1", of.getLocalPort());
  }

  private static InetSocketAddress unusedPort() throws IOException {
    try (var gone = new ServerSocket(0, 9, HERE)) {
      return port(gone);
    }
  }

  /** A port that answers, a closed one, and one that never answers. */
  private static List<String> words(PortTrial portTrial) throws Exception {
    try (var open = new ServerSocket(0, 9, HERE);
        var full = new ServerSocket(0, 1, HERE);
        var _ = new Socket(HERE, full.getLocalPort());
        var _ = new Socket(HERE, full.getLocalPort())) {
      var ports = List.of(port(open), unusedPort(), port(full));
      return portTrial.at(ports).orElseThrow().stream().map(PortReply::words).toList();
    }
  }

  @Test
  void openClosedAndSilentPortsAreDistinguished() throws Exception {
    var expected = List.of("", "Connection refused", "timed out");
    connected(
        "",
        connection -> {
          assertEquals(expected, words(ports -> connection.probePorts(ports, WITHIN)));
          // A late answer does not disturb the session: the silent port is closed by now and
          // refuses.
          var later = new Request(List.of(new RequestPart.ScriptPart("sleep 2; echo here", false)));
          var reply = connection.send(later, Optional.empty(), Duration.ofMinutes(1));
          assertEquals("here\n", reply.parts().getFirst().outText());
        });
    try (var transport = new LocalTransport()) {
      assertEquals(
          List.of("", "Connection refused", "Connect timed out"),
          words(ports -> transport.probePorts(ports, WITHIN)));
    }
  }

  @Test
  void sshdWithoutForwardingTriesNoPort() throws Exception {
    for (var options : List.of("no-port-forwarding ", "permitopen=\"127.0.0.1:9\" ")) {
      connected(
          options,
          connection ->
              assertEquals(
                  Optional.empty(),
                  connection.probePorts(List.of(new InetSocketAddress(HERE, 1)), WITHIN)));
    }
  }
}
