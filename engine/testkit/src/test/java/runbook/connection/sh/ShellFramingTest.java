package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Connection;
import runbook.connection.InMemoryPayload;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.module.param.FileContent;

/** Tests, in each shell of hosts, that commands cannot disturb the framing. */
class ShellFramingTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Connection connection;

  static Stream<String> shells() {
    return InstalledShells.installed();
  }

  @AfterEach
  void nothingIsLeftBehind() throws Exception {
    if (connection != null) {
      var folders = InstalledShells.temporaryFolders(connection);
      connection.close();
      assertFalse(folders.isEmpty());
      assertTrue(folders.stream().noneMatch(Files::exists), "left behind: " + folders);
    }
  }

  private Reply send(RequestPart... parts) throws Exception {
    return connection.send(Request.of(parts), Optional.empty(), LONG);
  }

  private Reply.ReplyPart run(String script) throws Exception {
    return send(new RequestPart.ScriptPart(script, false)).parts().getFirst();
  }

  private void open(String sh) throws Exception {
    connection = ShellConnection.open("here", new LocalTransport(), sh, LONG, Optional.empty());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void outputErrorsAndExitStatusAreReturned(String sh) throws Exception {
    open(sh);
    var replyPart = run("echo out; echo err >&2; exit 3");
    assertEquals("out\n", replyPart.outText());
    assertEquals("err\n", replyPart.errText());
    assertEquals(3, replyPart.exit());
    assertEquals(0, replyPart.cut());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void manyPartsNeedOneRoundTrip(String sh) throws Exception {
    open(sh);
    var parts =
        IntStream.range(0, 30)
            .mapToObj(i -> (RequestPart) new RequestPart.ScriptPart("echo " + i, false))
            .toList();
    var reply = connection.send(new Request(parts), Optional.empty(), LONG);
    assertEquals(
        IntStream.range(0, 30).mapToObj(i -> i + "\n").toList(),
        reply.parts().stream().map(Reply.ReplyPart::outText).toList());
    assertEquals(1, connection.traffic().roundTrips());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void firstFailureEndsRequestUnlessAllowed(String sh) throws Exception {
    open(sh);
    var reply =
        send(
            new RequestPart.ScriptPart("exit 1", true),
            new RequestPart.ScriptPart("exit 2", false),
            new RequestPart.ScriptPart("echo never", false));
    assertEquals(List.of(1, 2), reply.parts().stream().map(Reply.ReplyPart::exit).toList());
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> rudeScripts() {
    return InstalledShells.installed()
        .flatMap(sh ->
            Stream.of(
                    "cat; read line; cat >/dev/null",
                    "exit 0",
                    "exec true",
                    "set -eu; true",
                    "set -e; trap 'echo trapped >/dev/null' EXIT",
                    "exec 3>&2 4</dev/null; exec 0<&-",
                    "cd /; unset HOME PATH rb_d; true",
                    "rb_d=/nowhere; rb_done() { :; }; alias echo=false; echo() { return 1; }; true",
                    "set; set -x; true",
                    "umask 777; IFS=/; set -f; true",
                    "# only a comment",
                    "",
                    "printf 'no newline'",
                    "head -c 100000 /dev/urandom; head -c 5000 /dev/urandom >&2")
                .map(script -> org.junit.jupiter.params.provider.Arguments.of(sh, script)));
  }

  @ParameterizedTest
  @MethodSource("rudeScripts")
  void commandsDoNotAffectEachOther(String sh, String script) throws Exception {
    open(sh);
    var reply =
        send(
            new RequestPart.ScriptPart(script, true),
            new RequestPart.ScriptPart("echo after", false));
    assertEquals("after\n", reply.parts().get(1).outText());
    assertEquals("again\n", run("echo again").outText());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void syntaxErrorFailsOnlyItsScript(String sh) throws Exception {
    open(sh);
    for (var script : List.of("if then fi (", "echo 'open", "cat <<X\nno end", "}", ")", "done")) {
      var reply =
          send(
              new RequestPart.ScriptPart(script, true),
              new RequestPart.ScriptPart("echo after", false));
      assertEquals("after\n", reply.parts().get(1).outText(), script);
    }
    assertTrue(run("if then fi (").exit() != 0);
    assertFalse(run("if then fi (").errText().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void scriptWithNulCharacterFails(String sh) throws Exception {
    open(sh);
    var replyPart = run("echo a\0b");
    assertEquals(126, replyPart.exit());
    assertTrue(replyPart.errText().contains("NUL"));
  }

  @ParameterizedTest
  @MethodSource("shells")
  void onlyLastMegabyteOfLongOutputIsReturned(String sh) throws Exception {
    open(sh);
    var replyPart = run("head -c 100000000 /dev/zero; echo; echo end");
    assertEquals(1024 * 1024, replyPart.out().length);
    assertTrue(replyPart.outText().endsWith("\0\nend\n"));
    assertEquals(100_000_005 - 1024 * 1024, replyPart.cut());
    assertTrue(connection.traffic().bytesReceived() < 1_100_000);
  }

  @ParameterizedTest
  @MethodSource("shells")
  void allBytesAreReturnedUnchanged(String sh) throws Exception {
    open(sh);
    var bytes = new byte[300_000];
    new Random(1).nextBytes(bytes);
    var file = Files.write(folder.resolve("bytes"), bytes);
    assertArrayEquals(bytes, run("cat '" + file + "'").out());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void backgroundChildKeepsRunning(String sh) throws Exception {
    open(sh);
    var file = Files.createFile(folder.resolve("go-on"));
    var ended = folder.resolve("ended");
    var started =
        run("(while [ -e " + file + " ] && echo noise; do sleep 0.01; done) & echo started");
    assertTrue(started.outText().contains("started\n"));
    run("(while [ -e " + file + " ]; do sleep 0.02; done; echo end >" + ended + ") & true");
    for (int i = 0; i < 20; i++) {
      assertEquals("quiet " + i + "\n", run("echo quiet " + i + "; sleep 0.02").outText());
    }
    Files.delete(file);
    for (int i = 0; i < 500 && !Files.exists(ended); i++) {
      Thread.sleep(10);
    }
    assertTrue(Files.exists(ended), "the child has ended");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void outputIsReportedLostIfCommandRemovesTemporaryFolder(String sh) throws Exception {
    open(sh);
    var reply =
        send(
            new RequestPart.ScriptPart("echo gone; rm -rf \"$rb_d\"", false),
            new RequestPart.ScriptPart("echo one", false));
    assertEquals("", reply.parts().get(0).outText());
    assertTrue(reply.parts().get(0).errText().contains("lost"));
    assertEquals("one\n", reply.parts().get(1).outText());
    run("rm -rf \"$rb_d\"");
    assertEquals("two\n", run("echo two").outText());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void filesHaveUsualMaskAndOutputIsPrivate(String sh) throws Exception {
    open(sh);
    assertEquals("0022\n", run("umask").outText());
    assertEquals("drwx------\n", run("ls -ld \"$rb_d\" | cut -c1-10").outText());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void smallUploadIsPartOfRequest(String sh) throws Exception {
    open(sh);
    var every = new StringBuilder();
    for (int c = 32; c < 0x3000; c++) {
      every.appendCodePoint(c == 127 ? 128 : c);
    }
    for (var text :
        List.of(
            "",
            "\n",
            "no newline",
            "line\n",
            "two\r\nlines\t\r\n\n\n",
            "$HOME `id` \\ \\\\ ' \" $(id) ${x} EOF\nEOF\n",
            every + "\n",
            every.toString(),
            ("x".repeat(79) + "\n").repeat(400))) {
      int trips = connection.traffic().roundTrips();
      var reply =
          send(
              new RequestPart.UploadPart("cat", InMemoryPayload.of(text)),
              new RequestPart.ScriptPart("echo after", false));
      assertEquals(text, reply.parts().get(0).outText());
      assertEquals("after\n", reply.parts().get(1).outText());
      assertEquals(trips + 1, connection.traffic().roundTrips());
    }
  }

  @ParameterizedTest
  @MethodSource("shells")
  void largeUploadUsesItsOwnChannel(String sh) throws Exception {
    open(sh);
    var bytes = new byte[5_000_000];
    new Random(2).nextBytes(bytes);
    var content = InMemoryPayload.of(bytes);
    var file = folder.resolve("big");
    var reply =
        send(
            new RequestPart.ScriptPart("echo before", false),
            new RequestPart.UploadPart("cat >" + file, content),
            new RequestPart.ScriptPart("sha256sum <" + file, false));
    assertEquals(FileContent.of(bytes).sha256() + "  -\n", reply.parts().get(2).outText());
    assertEquals(2, connection.traffic().roundTrips());
    assertTrue(connection.traffic().bytesSent() > bytes.length);
    assertEquals("next\n", run("echo next").outText());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void unreadUploadFailsAndIsNotRunAsScript(String sh) throws Exception {
    open(sh);
    var trap = folder.resolve("trap");
    var bytes = ("touch " + trap + "\n").repeat(200_000).getBytes(UTF_8);
    var reply =
        send(
            new RequestPart.UploadPart("echo no space >&2; exit 1", InMemoryPayload.of(bytes)),
            new RequestPart.ScriptPart("echo never", false));
    assertEquals(1, reply.parts().size());
    assertEquals("no space\n", reply.parts().getFirst().errText());
    assertFalse(Files.exists(trap));
    assertEquals("next\n", run("echo next").outText());
  }
}
