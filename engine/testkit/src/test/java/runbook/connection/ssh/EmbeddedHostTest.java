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
import runbook.connection.Bytes;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Expired;
import runbook.connection.Part;
import runbook.connection.Processes;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.Unreachable;
import runbook.module.param.Content;
import runbook.server.SshHost;
import runbook.testkit.Faults;

class EmbeddedHostTest {

  @TempDir Path home;

  private Connector connector() {
    return new Connectors(
        new Settings(home, "nobody-else", Optional.empty(), Duration.ofSeconds(5), _ -> {}));
  }

  private static Reply.Part run(Connection connection, String script) throws Exception {
    return connection
        .send(Request.of(new Part.Run(script, false)), Optional.empty(), Duration.ofSeconds(20))
        .parts()
        .getFirst();
  }

  @Test
  void commandsRunInFrontOfTheLocalShell() throws Exception {
    var faults = Faults.none();
    try (var host = SshHost.start(faults);
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      assertEquals("hello\n", run(connection, "echo hello").outText());
      assertEquals(System.getProperty("user.name"), connection.greeting().get("user"));
      assertEquals(1, connection.traffic().roundTrips());
      assertEquals(1, faults.commands());
    }
  }

  @Test
  void bulkGoesOverAChannelOfItsOwn() throws Exception {
    var bytes = new byte[2_000_000];
    new Random(3).nextBytes(bytes);
    var faults = Faults.none();
    try (var host = SshHost.start(faults);
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var reply =
          connection.send(
              Request.of(new Part.Upload("tail -c 1000", Bytes.of(bytes))),
              Optional.empty(),
              Duration.ofSeconds(20));
      assertArrayEquals(
          java.util.Arrays.copyOfRange(bytes, bytes.length - 1000, bytes.length),
          reply.parts().getFirst().out());
      assertEquals(2, faults.commands());
    }
  }

  @Test
  void anExpiredRequestIsEndedThere() throws Exception {
    try (var host = SshHost.start();
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var pid = home.resolve("pid");
      var sleep = Request.of(new Part.Run("sleep 300 & echo $! >" + pid + "; wait", false));
      assertThrows(
          Expired.class, () -> connection.send(sleep, Optional.empty(), Duration.ofSeconds(1)));
      assertTrue(Processes.gone(pid));
      assertEquals("next\n", run(connection, "echo next").outText());
    }
  }

  @Test
  void aDroppedConnectionIsUnreachable() throws Exception {
    try (var host = SshHost.start(Faults.atCommand(2));
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var upload = Request.of(new Part.Upload("cat >/dev/null", Bytes.of(new byte[100_000])));
      var e =
          assertThrows(
              Unreachable.class,
              () -> connection.send(upload, Optional.empty(), Duration.ofSeconds(20)));
      assertEquals("web1: lost the connection in the middle of a request", e.getMessage());
    }
  }

  @Test
  void aConnectionDroppedDuringAnUploadIsUnreachable() throws Exception {
    try (var host = SshHost.start(Faults.afterBytes(300_000));
        var connector = connector();
        var connection = connector.connect(host.endpoint("web1"))) {
      var file = home.resolve("file");
      var upload =
          Request.of(new Part.Upload("cat >" + file + "; exit 1", Bytes.of(new byte[1_000_000])));
      assertThrows(
          Unreachable.class,
          () -> connection.send(upload, Optional.empty(), Duration.ofSeconds(20)));
      assertTrue(home.resolve("file").toFile().length() < 400_000);
    }
  }
}
