package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.InMemoryPayload;
import runbook.connection.PidFiles;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Unreachable;
import runbook.server.EmbeddedSshHost;
import runbook.testkit.ConnectionFaults;

class EmbeddedSshHostTest {

  @TempDir Path home;

  private Connector connector() {
    return new HostConnector(
        new SshSettings(home, "nobody-else", Optional.empty(), Duration.ofSeconds(5), _ -> {}));
  }

  private static Reply.ReplyPart run(Connection connection, String script) throws Exception {
    return connection
        .send(
            Request.of(new RequestPart.ScriptPart(script, false)),
            Optional.empty(),
            Duration.ofSeconds(20))
        .parts()
        .getFirst();
  }

  @Test
  void commandsRunInTheLocalShell() throws Exception {
    var connectionFaults = ConnectionFaults.none();
    try (var host = EmbeddedSshHost.start(connectionFaults);
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      assertEquals("hello\n", run(connection, "echo hello").outText());
      assertEquals(System.getProperty("user.name"), connection.loginFacts().get("user"));
      assertEquals(1, connection.traffic().roundTrips());
      assertEquals(1, connectionFaults.commands());
    }
  }

  @Test
  void largeDataUsesASeparateChannel() throws Exception {
    var bytes = new byte[2_000_000];
    new Random(3).nextBytes(bytes);
    var connectionFaults = ConnectionFaults.none();
    try (var host = EmbeddedSshHost.start(connectionFaults);
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var reply =
          connection.send(
              Request.of(new RequestPart.UploadPart("tail -c 1000", InMemoryPayload.of(bytes))),
              Optional.empty(),
              Duration.ofSeconds(20));
      assertArrayEquals(
          java.util.Arrays.copyOfRange(bytes, bytes.length - 1000, bytes.length),
          reply.parts().getFirst().out());
      assertEquals(2, connectionFaults.commands());
    }
  }

  @Test
  void expiredRequestIsEndedOnHost() throws Exception {
    try (var host = EmbeddedSshHost.start();
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var pid = home.resolve("pid");
      var sleep =
          Request.of(new RequestPart.ScriptPart("sleep 300 & echo $! >" + pid + "; wait", false));
      assertThrows(
          RequestTimeout.class,
          () -> connection.send(sleep, Optional.empty(), Duration.ofSeconds(1)));
      assertTrue(PidFiles.gone(pid));
      assertEquals("next\n", run(connection, "echo next").outText());
    }
  }

  @Test
  void aDroppedConnectionIsUnreachable() throws Exception {
    try (var host = EmbeddedSshHost.start(ConnectionFaults.atCommand(2));
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var upload =
          Request.of(
              new RequestPart.UploadPart("cat >/dev/null", InMemoryPayload.of(new byte[100_000])));
      var e =
          assertThrows(
              Unreachable.class,
              () -> connection.send(upload, Optional.empty(), Duration.ofSeconds(20)));
      assertEquals("web1: lost the connection in the middle of a request", e.getMessage());
    }
  }

  @Test
  void aConnectionDroppedDuringAnUploadIsUnreachable() throws Exception {
    try (var host = EmbeddedSshHost.start(ConnectionFaults.afterBytes(300_000));
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var file = home.resolve("file");
      var upload =
          Request.of(
              new RequestPart.UploadPart(
                  "cat >" + file + "; exit 1", InMemoryPayload.of(new byte[1_000_000])));
      assertThrows(
          Unreachable.class,
          () -> connection.send(upload, Optional.empty(), Duration.ofSeconds(20)));
      assertTrue(home.resolve("file").toFile().length() < 400_000);
    }
  }
}
