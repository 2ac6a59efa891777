package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Endpoint;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.Unreachable;
import runbook.server.EmbeddedSshHost;
import runbook.testkit.NetworkRelay;

/** Tests with a network that silently drops everything. */
class LostNetworkTest {

  @TempDir Path home;

  @Test
  void droppedNetworkIsDetectedInTime() throws Exception {
    try (var host = EmbeddedSshHost.start();
        var network = NetworkRelay.to("127.0.0.1", host.port());
        var connector =
            new HostConnector(
                new SshSettings(home, "me", Optional.empty(), Duration.ofMillis(500), _ -> {}))) {
      var direct = host.endpoint("web1");
      java.nio.file.Files.writeString(
          host.knownHosts(),
          java.nio.file.Files.readString(host.knownHosts())
              .replace(":" + host.port(), ":" + network.port()));
      var endpoint =
          new Endpoint(
              "web1",
              direct.connectionType(),
              direct.address(),
              OptionalInt.of(network.port()),
              direct.user(),
              direct.keys(),
              direct.passphrase(),
              direct.password(),
              direct.jumps(),
              direct.hostKeys(),
              false,
              direct.connectTimeout());
      var connection = connector.connect(endpoint);
      network.drop();
      var request = Request.of(new RequestPart.ScriptPart("echo anybody", false));
      var e =
          assertThrows(
              Unreachable.class,
              () -> connection.send(request, Optional.empty(), Duration.ofMinutes(1)));
      assertEquals(
          "web1: lost the connection in the middle of a request: it sent nothing for 1500 ms",
          e.getMessage());
      connection.close();
    }
  }

  @Test
  void hostThatAnswersIsNotLostHoweverLongItsCommandIsQuiet() throws Exception {
    try (var host = EmbeddedSshHost.start();
        var connector =
            new HostConnector(
                new SshSettings(home, "me", Optional.empty(), Duration.ofMillis(500), _ -> {}))) {
      var connection = connector.connect(host.endpoint("web1"));
      var request = Request.of(new RequestPart.ScriptPart("sleep 5; echo done", false));
      var reply = connection.send(request, Optional.empty(), Duration.ofMinutes(1));
      assertEquals("done\n", reply.parts().getFirst().outText());
      connection.close();
    }
  }
}
