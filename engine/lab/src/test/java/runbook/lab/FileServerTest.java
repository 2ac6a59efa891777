package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server sends whole files or ranges, and nothing from outside its folder. */
class FileServerTest {

  @TempDir private Path folder;
  private FileServer server;
  private HttpClient client;

  @BeforeEach
  void start() throws IOException {
    var served = Files.createDirectories(folder.resolve("served"));
    Files.writeString(served.resolve("digits"), "0123456789");
    Files.createFile(served.resolve("empty"));
    Files.writeString(Files.createDirectory(served.resolve("v1+2")).resolve("a b"), "blank");
    Files.writeString(folder.resolve("secret"), "secret");
    Files.createSymbolicLink(served.resolve("way-out"), folder.resolve("secret"));
    server = FileServer.start(served, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    client = HttpClient.newHttpClient();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private HttpResponse<String> answer(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @CsvSource({"/digits, 0123456789", "/empty, ''", "/v1+2/a%20b, blank", "/v1%2b2/a%20b, blank"})
  void wholeFileIsServed(String path, String text) throws Exception {
    var answer = answer(request(path));
    assertEquals(200, answer.statusCode());
    assertEquals(text, answer.body());
    assertEquals(text.length(), answer.headers().firstValueAsLong("Content-Length").orElse(-1));
    assertEquals("bytes", answer.headers().firstValue("Accept-Ranges").orElse(""));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=4-, 206, 456789, bytes 4-9/10",
    "bytes=0-3, 206, 0123, bytes 0-3/10",
    "bytes=8-99, 206, 89, bytes 8-9/10",
    "bytes=-2, 206, 89, bytes 8-9/10",
    "bytes=-99, 206, 0123456789, bytes 0-9/10",
    "bytes=10-, 416, '', bytes */10",
    "'bytes=0-1,4-5', 200, 0123456789, ''",
    "lines=1-, 200, 0123456789, ''"
  })
  void rangeOfFileIsServed(String range, int status, String text, String said) throws Exception {
    var answer = answer(request("/digits").header("Range", range));
    assertEquals(status, answer.statusCode());
    assertEquals(text, answer.body());
    assertEquals(said, answer.headers().firstValue("Content-Range").orElse(""));
  }

  @Test
  void changedFileIsSentWholeDespiteRange() throws Exception {
    var tag = answer(request("/digits")).headers().firstValue("ETag").orElseThrow();
    var rest = request("/digits").header("Range", "bytes=4-").header("If-Range", tag);
    assertEquals("456789", answer(rest).body());
    Files.writeString(folder.resolve("served/digits"), "abcdefghijk");
    var whole = answer(rest);
    assertEquals(200, whole.statusCode());
    assertEquals("abcdefghijk", whole.body());
  }

  @Test
  void headReturnsSize() throws Exception {
    var answer = answer(request("/digits").method("HEAD", HttpRequest.BodyPublishers.noBody()));
    assertEquals(200, answer.statusCode());
    assertEquals(10, answer.headers().firstValueAsLong("Content-Length").orElse(-1));
    assertEquals("", answer.body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/none", "/../secret", "/%2e%2e/secret", "//etc/passwd", "/way-out", "/digits/x"})
  void unknownPathIsNotFound(String path) throws Exception {
    assertEquals(404, answer(request(path)).statusCode());
  }

  @Test
  void folderListsItsFiles() throws Exception {
    var answer = answer(request("/"));
    assertEquals("digits\nempty\nv1+2/\nway-out\n", answer.body());
  }

  @Test
  void uploadsAreRefused() throws Exception {
    var answer = answer(request("/digits").PUT(HttpRequest.BodyPublishers.ofString("x")));
    assertEquals(405, answer.statusCode());
    assertTrue(answer.headers().firstValue("Allow").orElse("").contains("GET"));
    assertEquals("0123456789", Files.readString(folder.resolve("served/digits")));
  }
}
