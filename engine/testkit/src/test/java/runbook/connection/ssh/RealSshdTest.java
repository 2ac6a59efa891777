package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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
import runbook.connection.sh.TimedTask;
import runbook.module.param.FileContent;
import runbook.testkit.OpenSshd;

/** Tests of the framing over OpenSSH's server, with a login shell that prints text. */
class RealSshdTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir static Path folder;
  private static OpenSshd sshd;
  private static Connector connector;
  private Connection connection;

  @BeforeAll
  static void startSshd() throws Exception {
    sshd = OpenSshd.start(folder, "ed25519");
    Files.writeString(
        sshd.home().resolve(".bashrc"), "echo a profile that talks; echo and errs >&2\n");
    connector = new HostConnector(OpenSshd.settings(folder.resolve("user")));
  }

  @AfterAll
  static void stopSshd() throws Exception {
    if (sshd != null) {
      connector.close();
      sshd.close();
    }
  }

  @BeforeEach
  void connect() throws Exception {
    connection = connector.connect(sshd.endpoint());
  }

  @AfterEach
  void disconnect() {
    connection.close();
  }

  private Reply send(RequestPart... parts) throws Exception {
    return connection.send(Request.of(parts), Optional.empty(), LONG);
  }

  private Reply.ReplyPart run(String script) throws Exception {
    return send(new RequestPart.ScriptPart(script, false)).parts().getFirst();
  }

  private Path temporary() throws Exception {
    return Path.of(run("echo \"$rb_d\"").outText().strip());
  }

  private static void awaitGone(Path path) throws Exception {
    for (int i = 0; i < 1000 && Files.exists(path); i++) {
      Thread.sleep(10);
    }
    assertFalse(Files.exists(path), "left behind: " + path);
  }

  @Test
  void loginFactsNeedNoRoundTrip() {
    var greeting = connection.loginFacts();
    assertEquals(System.getProperty("user.name"), greeting.get("user"));
    assertEquals("Linux", greeting.get("kernel"));
    assertTrue(
        greeting.keySet().containsAll(List.of("uid", "arch", "hostname")), greeting.toString());
    assertEquals(0, connection.traffic().roundTrips());
  }

  @Test
  void outputIsNotMixedBetweenCommands() throws Exception {
    assertEquals("out\n", run("echo out; cat").outText());
  }

  @Test
  void longOutputIsCut() throws Exception {
    var replyPart = run("head -c 100000000 /dev/zero | tr '\\0' x");
    assertEquals(100_000_000, replyPart.out().length + replyPart.cut());
    assertEquals("next\n", run("echo next").outText());
  }

  @Test
  void largeBinaryUploadArrivesComplete() throws Exception {
    var bytes = new byte[5_000_000];
    new Random(7).nextBytes(bytes);
    var fileContent = FileContent.of(bytes);
    var reply = send(new RequestPart.UploadPart("sha256sum", InMemoryPayload.of(bytes)));
    assertEquals(fileContent.sha256() + "  -\n", reply.parts().getFirst().outText());
    assertEquals(1, connection.traffic().roundTrips());
  }

  @Test
  void expiredRequestIsKilledAndConnectionStaysUsable() throws Exception {
    var left = temporary();
    var pid = folder.resolve("pid");
    var sleep =
        Request.of(
            new RequestPart.ScriptPart("sleep 300 & echo $! >" + pid + "; sleep 300", false));
    assertThrows(
        RequestTimeout.class,
        () -> connection.send(sleep, Optional.empty(), Duration.ofSeconds(2)));
    awaitGone(left);
    assertTrue(PidFiles.gone(pid));
    assertEquals("next\n", run("echo next").outText());
  }

  @Test
  void killedSessionMakesHostUnreachableAndLeavesNothing() throws Exception {
    var left = temporary();
    var marker = folder.resolve("running");
    Files.deleteIfExists(marker);
    var sleep = TimedTask.start("sleep", () -> run("touch " + marker + "; sleep 5; echo done"));
    while (!Files.exists(marker)) {
      assertFalse(sleep.endsWithin(Duration.ofMillis(10)));
    }
    sshd.killSessions();
    var e = assertThrows(java.util.concurrent.ExecutionException.class, () -> sleep.await(LONG));
    var unreachable = (Unreachable) e.getCause();
    assertEquals("web1: lost the connection in the middle of a request", unreachable.getMessage());
    awaitGone(left);
    assertThrows(Unreachable.class, () -> run("echo gone"));
  }

  @Test
  void closedConnectionLeavesNothing() throws Exception {
    var left = temporary();
    connection.close();
    assertFalse(Files.exists(left));
  }
}
