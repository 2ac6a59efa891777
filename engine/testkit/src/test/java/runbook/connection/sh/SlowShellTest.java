package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.InMemoryPayload;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;

class SlowShellTest {

  @TempDir private Path folder;

  /** Tests on this machine, with shells that take a second to start. */
  private static final class Slow implements Transport {

    private final LocalTransport local = new LocalTransport();
    private volatile boolean slow;

    @Override
    public RunningProgram start(String command, OutputStream errors) throws IOException {
      return local.start((slow ? "sleep 1; " : "") + command, errors);
    }

    @Override
    public boolean isOpen() {
      return local.isOpen();
    }

    @Override
    public void close() {
      local.close();
    }
  }

  @Test
  void requestThatExpiresBeforeItsShellStartsIsNotRun() throws Exception {
    var machine = new Slow();
    var done = folder.resolve("done");
    try (var connection =
        ShellConnection.open("here", machine, "sh", Duration.ofMinutes(1), Optional.empty())) {
      machine.slow = true;
      // It is large, so it gets a separate shell.
      var uploadPart =
          new RequestPart.UploadPart(
              "cat >/dev/null; echo done >%s".formatted(done),
              InMemoryPayload.of(new byte[100_000]));
      assertThrows(
          RequestTimeout.class,
          () -> connection.send(Request.of(uploadPart), Optional.empty(), Duration.ofMillis(200)));
      TimeUnit.MILLISECONDS.sleep(2500);
      assertFalse(Files.exists(done));
    }
  }
}
