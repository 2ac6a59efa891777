package runbook.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.ssh.HostConnector;
import runbook.testkit.OpenSshd;

/** One run after the other uses the same connection. */
class KeptConnectionsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private final AtomicInteger logins = new AtomicInteger();
  private OpenSshd sshd;
  private Endpoint endpoint;
  private Connector connector;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.start(folder, "ed25519");
    endpoint = sshd.endpoint(sshd.knownHosts(), Endpoint.HostKeyPolicy.STRICT);
    var hostConnector = new HostConnector(OpenSshd.settings(sshd.home()));
    connector =
        new KeptConnections(
            new Connector() {
              @Override
              public Connection connect(Endpoint wanted)
                  throws LeaseTaken, Unreachable, InterruptedException {
                logins.incrementAndGet();
                return hostConnector.connect(wanted);
              }

              @Override
              public void close() {
                hostConnector.close();
              }
            });
  }

  @AfterEach
  void stop() {
    connector.close();
    sshd.close();
  }

  private String run(String script) throws Exception {
    try (var connection = connector.connect(endpoint)) {
      var request = Request.of(new RequestPart.ScriptPart(script, false));
      var reply = connection.send(request, Optional.empty(), LONG);
      assertEquals(1, connection.traffic().roundTrips());
      return reply.parts().getFirst().outText().strip();
    }
  }

  @Test
  void nextRunUsesTheSameShell() throws Exception {
    assertEquals(run("echo $$"), run("echo $$"));
    assertEquals(1, logins.get());
  }

  @Test
  void connectionLostInRunIsOpenedAnewForTheNext() throws Exception {
    assertThrows(Unreachable.class, () -> run("kill -9 $$"));
    run("echo $$");
    assertEquals(2, logins.get());
  }

  @Test
  void connectionLostBetweenRunsIsOpenedAnew() throws Exception {
    var shell = run("echo $$");
    assertEquals(0, new ProcessBuilder("kill", "-9", shell).start().waitFor());
    run("echo $$");
    assertEquals(2, logins.get());
  }
}
