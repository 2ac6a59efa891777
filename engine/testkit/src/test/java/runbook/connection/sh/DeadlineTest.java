package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Connection;
import runbook.connection.InMemoryPayload;
import runbook.connection.PidFiles;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestTimeout;
import runbook.connection.Unreachable;

/** Requests that take too long are killed on the host, and nothing else is. */
class DeadlineTest {

  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Connection connection;

  static java.util.stream.Stream<String> shells() {
    return InstalledShells.installed();
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private void open(String sh) throws Exception {
    connection = ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.empty());
  }

  private String run(String script) throws Exception {
    var request = Request.of(new RequestPart.ScriptPart(script, false));
    return connection.send(request, Optional.empty(), LONG).parts().getFirst().outText();
  }

  private void expires(RequestPart requestPart) {
    assertThrows(
        RequestTimeout.class,
        () -> connection.send(Request.of(requestPart), Optional.empty(), SHORT));
  }

  private ProcessHandle process(String file) throws Exception {
    return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve(file)).strip()))
        .orElseThrow(() -> new AssertionError("gone: " + file));
  }

  private boolean gone(String file) throws Exception {
    return PidFiles.gone(folder.resolve(file));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void allProcessesOfRequestAreKilledAndConnectionStaysUsable(String sh) throws Exception {
    open(sh);
    var before = InstalledShells.temporaryFolders(connection);
    run("cd " + folder + "; sleep 300 >/dev/null & echo $! >earlier");
    expires(
        new RequestPart.ScriptPart(
            "cd %s; sleep 301 & echo $! >child; (sleep 302 & echo $! >orphan); sleep 303"
                .formatted(folder),
            false));
    assertTrue(gone("child"));
    assertTrue(gone("orphan"));
    assertTrue(process("earlier").isAlive(), "left by an earlier request on purpose");
    assertTrue(process("earlier").destroyForcibly());
    assertTrue(before.stream().noneMatch(Files::exists), "left behind: " + before);
    assertEquals("next\n", run("echo next"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void processThatIgnoresSignalsIsKilled(String sh) throws Exception {
    open(sh);
    expires(
        new RequestPart.ScriptPart(
            "cd %s; echo $$ >shell; trap '' TERM; sleep 300 & echo $! >deaf; while :; do sleep 1; done"
                .formatted(folder),
            false));
    assertTrue(gone("deaf"));
    assertTrue(gone("shell"));
    assertEquals("next\n", run("echo next"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void hangingUploadIsEnded(String sh) throws Exception {
    open(sh);
    expires(
        new RequestPart.UploadPart(
            "cd %s; sleep 300 & echo $! >child; wait".formatted(folder),
            InMemoryPayload.of(new byte[3_000_000])));
    assertTrue(gone("child"));
    assertEquals("next\n", run("echo next"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void anInterruptedRequestIsEndedToo(String sh) throws Exception {
    open(sh);
    var sender =
        TimedTask.start(
            "sender",
            () ->
                connection.send(
                    Request.of(
                        new RequestPart.ScriptPart(
                            "cd %s; sleep 300 & echo $! >new; mv new child; wait".formatted(folder),
                            false)),
                    Optional.empty(),
                    LONG));
    while (!Files.exists(folder.resolve("child"))) {
      assertFalse(sender.endsWithin(Duration.ofMillis(20)));
    }
    sender.interrupt();
    assertTrue(sender.endsWithin(LONG));
    assertTrue(gone("child"));
    assertEquals("next\n", run("echo next"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void commandThatKillsItsShellFailsOnlyItsRequest(String sh) throws Exception {
    open(sh);
    // Processes started by nohup, and their children, ignore the hangup signal.
    var ignored = run("sh -c 'kill -HUP $$; echo HUP'").strip();
    for (var signal : List.of("TERM", "HUP", "PIPE", "KILL")) {
      if (signal.equals(ignored)) {
        continue;
      }
      var folders = InstalledShells.temporaryFolders(connection);
      var request =
          Request.of(new RequestPart.ScriptPart("kill -" + signal + " $$; sleep 0.2", false));
      var e =
          assertThrows(Unreachable.class, () -> connection.send(request, Optional.empty(), LONG));
      assertEquals("here: the shell there ended in the middle of a request", e.getMessage());
      assertEquals("next\n", run("echo next"));
      for (var left : folders) {
        assertTrue(signal.equals("KILL") || !Files.exists(left), "left behind: " + left);
        run("rm -rf '" + left + "'");
      }
    }
  }
}
