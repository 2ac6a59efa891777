package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.tutorials.CoversRows;

class LatestVersionTest {

  private static final String SHAPE = "/v{version}/etcd-v{version}-linux-{arch}.tar.gz";

  @TempDir Path folder;
  private FaultyMirror faultyMirror;

  @BeforeEach
  void start() throws IOException {
    faultyMirror = new FaultyMirror();
  }

  @AfterEach
  void stop() {
    faultyMirror.close();
  }

  private String latest(String template) throws Exception {
    try (var releaseSources = new ReleaseSources(Duration.ofSeconds(5))) {
      return new LatestVersion("etcd", template).version(releaseSources);
    }
  }

  @Test
  @CoversRows("S0-05")
  void latestIsTargetOfRedirect() throws Exception {
    faultyMirror.redirect("/etcd-io/etcd/releases/latest", "/etcd-io/etcd/releases/tag/v3.6.14");
    var template = faultyMirror.address() + "/etcd-io/{name}/releases/download" + SHAPE;
    assertEquals("3.6.14", latest(template));
    faultyMirror.redirect("/etcd-io/etcd/releases/latest", "/etcd-io/etcd/releases");
    var e = assertThrows(DownloadException.class, () -> latest(template));
    assertEquals(
        faultyMirror.address() + "/etcd-io/etcd/releases/latest does not lead to a version",
        e.getMessage());
  }

  @Test
  void latestIsReadFromMirror() throws Exception {
    faultyMirror.put("/etcd/latest", "3.5.16\n");
    assertEquals("3.5.16", latest(faultyMirror.address() + "/etcd" + SHAPE));
  }

  @Test
  void latestIsHighestFinalVersionInFolder() throws Exception {
    var names = Stream.of("..", "v3.4.23", "v3.5.9", "v3.5.30", "v3.5.16", "v3.6.0-rc.1", "v4");
    faultyMirror.put(
        "/etcd/",
        names
            .map(name -> "<li><a class=x href='%s/?a=b'>%s/</a>".formatted(name, name))
            .reduce("<a href=\"https://example.org/v9.9.9x/\">home</a>", String::concat));
    assertEquals("4", latest(faultyMirror.address() + "/etcd" + SHAPE));
    faultyMirror.put("/etcd/", "v3.5.9/\nv3.5.10/\nv3.6.0-rc.1/\n");
    assertEquals("3.5.10", latest(faultyMirror.address() + "/etcd" + SHAPE));
  }

  @Test
  void latestIsHighestVersionAmongFiles() throws Exception {
    for (var name :
        new String[] {
          "etcd-v3.4.23-linux-amd64.tar.gz",
          "etcd-v3.10.2-linux-arm64.tar.gz",
          "etcd-v3.9.4-linux-amd64.tar.gz",
          "etcd-v3.11.0-beta.1-linux-amd64.tar.gz",
          "other-v9.0.0-linux-amd64.tar.gz"
        }) {
      Files.createFile(folder.resolve(name));
    }
    assertEquals("3.10.2", latest("file://" + folder + "/{name}-v{version}-linux-{arch}.tar.gz"));
  }

  @Test
  void mirrorWithoutVersionIsNamed() throws Exception {
    faultyMirror.put("/etcd/", "<html>nothing here</html>");
    var e =
        assertThrows(
            DownloadException.class, () -> latest(faultyMirror.address() + "/etcd" + SHAPE));
    assertEquals(
        "neither %s/etcd/latest nor %s/etcd/ names a version"
            .formatted(faultyMirror.address(), faultyMirror.address()),
        e.getMessage());
  }
}
