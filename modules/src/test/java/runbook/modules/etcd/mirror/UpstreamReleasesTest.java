package runbook.modules.etcd.mirror;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.lab.LabFailure;

/** Releases are downloaded from upstream, verified, and cached. */
class UpstreamReleasesTest {

  private static final String SUM_OF_RELEASE =
      "a4d451ec23463726f72c43d64c710968f6b602cd653b4de8adee1b556240a829";

  @TempDir private Path cache;
  private final Map<String, String> files = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var path = exchange.getRequestURI().getPath();
          asked.add(path);
          var bytes = files.getOrDefault(path, "").getBytes(UTF_8);
          exchange.sendResponseHeaders(files.containsKey(path) ? 200 : 404, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Path get(String... versions) throws Exception {
    var template =
        "http://127.0.0.1:%d/v{version}/etcd-{version}.tgz"
            .formatted(server.getAddress().getPort());
    return new EtcdReleases(cache, _ -> {}).of(new UpstreamReleases(template, List.of(versions)));
  }

  private void publish(String version, String sum) {
    files.put("/v%s/etcd-%s.tgz".formatted(version, version), "release");
    files.put(
        "/v%s/SHA256SUMS".formatted(version),
        "0000 *other\n%s  etcd-%s.tgz\n".formatted(sum, version));
  }

  @Test
  void releasesAreLaidOutLikeUpstreamAndDownloadedOnce() throws Exception {
    publish("3.10.0", SUM_OF_RELEASE);
    publish("3.9.0", SUM_OF_RELEASE);
    var releases = get("3.10.0", "3.9.0");
    assertEquals(List.of("3.9.0", "3.10.0"), EtcdReleases.versions(releases));
    try (var there = Files.list(releases.resolve("v3.9.0"))) {
      var names = there.map(file -> file.getFileName().toString()).sorted().toList();
      assertEquals("SHA256SUMS", names.getFirst());
      assertTrue(names.getLast().matches("etcd-v3.9.0-linux-\\w+\\.tar\\.gz"), names::toString);
      var sums = Files.readString(releases.resolve("v3.9.0/SHA256SUMS"));
      assertEquals(SUM_OF_RELEASE + "  " + names.getLast() + "\n", sums);
    }
    asked.clear();
    assertEquals(releases, get("3.10.0", "3.9.0"));
    assertEquals(List.of(), asked);
  }

  @Test
  void clearedCacheIsFilledAgainEvenAfterInterruptedClear() throws Exception {
    publish("3.9.0", SUM_OF_RELEASE);
    var releases = get("3.9.0");
    Files.createDirectories(Path.of(cache + ".old").resolve("left"));
    new EtcdReleases(cache, _ -> {}).forget();
    assertFalse(Files.exists(Path.of(cache + ".old")));
    asked.clear();
    assertEquals(releases, get("3.9.0"));
    assertFalse(asked.isEmpty());
  }

  @Test
  void archiveWithWrongDigestIsRefusedAndNotKept() throws Exception {
    publish("3.9.0", "0".repeat(64));
    var failure = assertThrows(LabFailure.class, () -> get("3.9.0"));
    assertTrue(failure.getMessage().contains("its SHA-256 is " + SUM_OF_RELEASE));
    publish("3.9.0", SUM_OF_RELEASE);
    assertFalse(EtcdReleases.versions(get("3.9.0")).isEmpty());
  }

  @Test
  void missingReleaseIsNamedWithHint() {
    var failure = assertThrows(LabFailure.class, () -> get("3.9.0"));
    assertTrue(failure.getMessage().startsWith("cannot get "), failure::getMessage);
    assertTrue(failure.getMessage().contains("/v3.9.0/SHA256SUMS: "), failure::getMessage);
    assertTrue(failure.getMessage().endsWith("the server answered 404"));
    assertTrue(failure.hint().contains("--from"));
  }

  @Test
  void releaseWithoutDigestIsRefused() {
    publish("3.9.0", SUM_OF_RELEASE);
    files.put("/v3.9.0/SHA256SUMS", SUM_OF_RELEASE + "  another\n");
    var failure = assertThrows(LabFailure.class, () -> get("3.9.0"));
    assertTrue(failure.getMessage().endsWith("it is not in the SHA256SUMS beside it"));
  }
}
