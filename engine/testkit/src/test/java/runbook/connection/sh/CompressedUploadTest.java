package runbook.connection.sh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.connection.Connection;
import runbook.connection.Payload;
import runbook.connection.Reply;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.testkit.FolderSnapshot;

/** Large content travels compressed if the host can unpack it. */
class CompressedUploadTest {

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final byte[] CONTENT = "a line of many\n".repeat(100_000).getBytes(UTF_8);

  @TempDir Path folder;
  private Connection connection;

  /** This machine, as if it were far away. */
  private record FarTransport(LocalTransport localTransport) implements Transport {

    @Override
    public RunningProgram start(String command, OutputStream errors) throws IOException {
      return localTransport.start(command, errors);
    }

    @Override
    public boolean isOpen() {
      return localTransport.isOpen();
    }

    @Override
    public void close() {
      localTransport.close();
    }
  }

  static Stream<String> shells() {
    return InstalledShells.installed();
  }

  private void open(String sh) throws Exception {
    var transport = new FarTransport(new LocalTransport());
    connection = ShellConnection.open("here", transport, sh, LONG, Optional.empty());
  }

  @AfterEach
  void close() {
    connection.close();
  }

  private static byte[] compressed() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(CONTENT);
    }
    return bytes.toByteArray();
  }

  private Reply.ReplyPart upload(byte[] compressed) throws Exception {
    var payload =
        new Payload(
            CONTENT.length,
            () -> new ByteArrayInputStream(CONTENT),
            () -> Optional.of(() -> new ByteArrayInputStream(compressed)));
    var script = "cat >%1$s/got && [ $(wc -c <%1$s/got) = %2$d ]".formatted(folder, CONTENT.length);
    return connection
        .send(Request.of(new RequestPart.UploadPart(script, payload)), Optional.empty(), LONG)
        .parts()
        .getFirst();
  }

  @ParameterizedTest
  @MethodSource("shells")
  void hostUnpacksContent(String sh) throws Exception {
    open(sh);
    var compressed = compressed();
    assertEquals(0, upload(compressed).exit());
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("got")));
    long sent = connection.traffic().bytesSent();
    assertTrue(sent < compressed.length + 5_000, sent + " bytes sent");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void contentThatArrivesIncompleteIsAnError(String sh) throws Exception {
    open(sh);
    var compressed = compressed();
    assertEquals(1, upload(Arrays.copyOf(compressed, compressed.length / 2)).exit());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void hostWithoutGzipGetsContentAsItIs(String sh) throws Exception {
    var tools = Files.createDirectory(folder.resolve("tools"));
    for (var tool :
        new String[] {"sh", "dash", "bash", "busybox", "id", "uname", "cat", "wc", "mkdir", "rm"}) {
      var program = Stream.of("/usr/bin/", "/bin/").map(bin -> Path.of(bin + tool));
      var found = program.filter(Files::exists).findFirst();
      if (found.isPresent()) {
        Files.createSymbolicLink(tools.resolve(tool), found.get());
      }
    }
    open("env PATH=" + tools + " " + sh);
    assertEquals(0, upload(compressed()).exit());
    assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("got")));
    assertTrue(connection.traffic().bytesSent() > CONTENT.length);
    // The shell needs its rm until it has ended.
    connection.close();
    FolderSnapshot.delete(tools);
  }
}
