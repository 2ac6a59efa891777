package runbook.connection.sh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Connection;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestPart.ExpectedPart;
import runbook.connection.RequestPart.ScriptPart;
import runbook.connection.RequestProgress;
import runbook.connection.RequestTimeout;

/** A host goes on with the next step only if the last one did exactly what was expected. */
class ExpectedPartTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String SAYS = "say() { printf '%s\\n' \"$1\"; }\n";

  @TempDir Path folder;
  private Connection connection;

  static Stream<String> shells() {
    return InstalledShells.installed();
  }

  private void open(String sh) throws Exception {
    connection = ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.empty());
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private Reply send(RequestPart... parts) throws Exception {
    return connection.send(Request.of(parts), Optional.empty(), LONG);
  }

  private static ExpectedPart says(String text, String expected) {
    return new ExpectedPart(
        List.of(SAYS), "say " + ScriptResource.quote(text), expected + "\n", true);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void requestGoesOnWhileOutputIsAsExpected(String sh) throws Exception {
    open(sh);
    var reply =
        send(
            says("it's \"$HOME\" \\n", "it's \"$HOME\" \\n"),
            says("two\n\n\n", "two\n\n\n"),
            new ScriptPart("echo end", false));
    assertEquals(3, reply.parts().size());
    assertEquals("", reply.parts().getFirst().outText());
    assertEquals("end\n", reply.parts().getLast().outText());
    assertEquals(1, connection.traffic().roundTrips());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void requestEndsWhereOutputDiffersEvenInOneLineBreak(String sh) throws Exception {
    open(sh);
    var reply =
        send(
            says("one", "one"),
            says("two\n", "two"),
            new ScriptPart("echo > %s/never".formatted(folder), false));
    assertEquals(2, reply.parts().size());
    assertEquals("two\n\n", reply.parts().getLast().outText());
    assertEquals(1, reply.parts().getLast().exit());
    assertTrue(Files.notExists(folder.resolve("never")));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void requestEndsIfTheQueryEndsItsShell(String sh) throws Exception {
    open(sh);
    var reply =
        send(
            new ExpectedPart(List.of(), "echo one; exit 3", "one\ntwo\n", true),
            new ScriptPart("echo never", false));
    assertEquals(1, reply.parts().size());
    assertEquals("one\n", reply.parts().getFirst().outText());
    assertEquals(3, reply.parts().getFirst().exit());
  }

  /** Such a query is a mistake, but must not count as done, nor let later steps run. */
  private void failsUnreported(String query) throws Exception {
    var never = folder.resolve("never");
    var reply =
        send(
            says("one", "one"),
            new ExpectedPart(List.of(), query, "", true),
            new ScriptPart("echo > " + never, false));
    assertEquals(2, reply.parts().size());
    assertNotEquals(0, reply.parts().getLast().exit());
    assertTrue(Files.notExists(never));
    assertEquals("on\n", send(new ScriptPart("echo on", false)).parts().getFirst().outText());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queryThatReplacesItsShellHasFailed(String sh) throws Exception {
    open(sh);
    failsUnreported("exec true");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queryThatEndsItsShellWithoutReportHasFailed(String sh) throws Exception {
    open(sh);
    failsUnreported("trap - EXIT; exit 0");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void queryWhoseShellIsKilledHasFailed(String sh) throws Exception {
    open(sh);
    failsUnreported("sh -c 'kill -9 $PPID'");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void eachStepIsReportedWhenItHasEnded(String sh) throws Exception {
    open(sh);
    var ended = new ArrayList<String>();
    var fifo = folder.resolve("fifo");
    assertEquals(0, new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor());
    RequestProgress go =
        (part, exit) -> {
          ended.add(part + ":" + exit);
          if (part == 0) {
            write(fifo);
          }
        };
    // The second part waits until the first has been reported.
    var reply =
        connection.send(
            Request.of(says("one", "one"), new ScriptPart("read line <" + fifo, false)),
            Optional.empty(),
            LONG,
            go);
    assertEquals(2, reply.parts().size());
    assertEquals(List.of("0:0", "1:0"), ended);
  }

  private static void write(Path fifo) {
    try {
      Files.writeString(fifo, "go\n");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void requestCanBeStoppedAfterItsCurrentStep(String sh) throws Exception {
    open(sh);
    RequestProgress stop =
        (part, exit) -> {
          if (part == 0) {
            Thread.ofVirtual().start(this::stopAfterStep);
          }
        };
    var go = folder.resolve("go");
    // The second step waits for the stop, which a file shows.
    var reply =
        connection.send(
            Request.of(
                says("one", "one"),
                new ScriptPart("until [ -f \"$rb_d/s$rb_k\" ]; do sleep 0.1; done", false),
                says("two", "two"),
                new ScriptPart("echo > " + go, false),
                says("three", "three")),
            Optional.empty(),
            LONG,
            stop);
    assertEquals(3, reply.parts().size());
    assertTrue(Files.notExists(go));
    assertEquals("on\n", send(new ScriptPart("echo on", false)).parts().getFirst().outText());
  }

  private void stopAfterStep() {
    try {
      connection.stopAfterStep();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void deadlineIsForEachStep(String sh) throws Exception {
    open(sh);
    var step = new ExpectedPart(List.of(), "sleep 1", "", true);
    var reply =
        connection.send(
            Request.of(step, step, step, step), Optional.empty(), Duration.ofSeconds(3));
    assertEquals(4, reply.parts().size());
    var hangs = Request.of(step, new ScriptPart("sleep 100", false));
    assertThrows(
        RequestTimeout.class,
        () -> connection.send(hangs, Optional.empty(), Duration.ofSeconds(3)));
  }
}
