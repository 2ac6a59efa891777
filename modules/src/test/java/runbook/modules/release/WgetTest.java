package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Script;
import runbook.testkit.LocalShell;

/** Downloads over https on hosts that have wget, but no curl. */
class WgetTest {

  private static final Path BUSYBOX = Path.of("/usr/bin/busybox");

  @TempDir static Path certificates;
  private static ServerCertificate certificate;

  @TempDir Path folder;
  private FaultyMirror secure;
  private FaultyMirror plain;

  @BeforeAll
  static void makeCertificate() throws Exception {
    certificate = ServerCertificate.make(certificates);
  }

  @BeforeEach
  void start() throws Exception {
    secure = FaultyMirror.withHttps(certificate).put("/file", "published\n");
    plain = new FaultyMirror().put("/file", "replaced on the way\n");
  }

  @AfterEach
  void stop() {
    secure.close();
    plain.close();
  }

  private LocalShell.ShellOutput fetch(Path wget, String before, String path) throws Exception {
    assumeTrue(Files.exists(wget), "there is no " + wget);
    var bin = Files.createDirectories(folder.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("wget"), wget);
    for (var tool : List.of("grep", "sleep", "cat", "sed", "tr", "tail")) {
      Files.createSymbolicLink(bin.resolve(tool), Path.of("/usr/bin", tool));
    }
    var settings =
        Files.writeString(folder.resolve("wgetrc"), "ca_certificate=" + certificate.pem() + "\n");
    var script =
        Script.of(
            "PATH={}\nexport WGETRC={}\n" + before + "\nfetch {} {} 9",
            bin,
            settings,
            secure.address() + path,
            folder.resolve("dest"));
    return LocalShell.installed().getFirst().run(FetchScript.withFetch(script).whole());
  }

  private String fetched() throws Exception {
    return Files.readString(folder.resolve("dest"), UTF_8);
  }

  @Test
  void redirectsToHttpsAreFollowed() throws Exception {
    secure.redirect("/first", "/second");
    secure.redirect("/second", secure.address() + "/file");
    var output = fetch(Path.of("/usr/bin/wget"), "", "/first");
    assertEquals(0, output.exit(), output.err());
    assertEquals("published\n", fetched());
  }

  @Test
  void redirectToHttpIsRefused() throws Exception {
    secure.redirect("/first", plain.address() + "/file");
    var output = fetch(Path.of("/usr/bin/wget"), "", "/first");
    assertEquals(1, output.exit());
    assertTrue(
        output
            .err()
            .contains("redirects to %s/file, which is not https".formatted(plain.address())),
        output.err());
    assertEquals(List.of(), plain.asked());
  }

  @Test
  void missingFileIsReported() throws Exception {
    var output = fetch(Path.of("/usr/bin/wget"), "", "/nothing");
    assertEquals(1, output.exit());
    assertTrue(output.err().contains("404"), output.err());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pinned=yes"})
  void busyBoxFetchesOnlyWhatHasDigest(String before) throws Exception {
    var output = fetch(BUSYBOX, before, "/file");
    if (before.isEmpty()) {
      assertEquals(1, output.exit());
      assertTrue(output.err().contains("does not check certificates"), output.err());
      assertEquals(List.of(), secure.asked());
    } else {
      assertTrue(!output.err().contains("does not check certificates"), output.err());
    }
  }
}
