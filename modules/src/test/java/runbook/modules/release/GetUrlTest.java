package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Script;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.release.FaultyMirror.MirrorFault;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

class GetUrlTest {

  private static final byte[] FILE = "published\n".repeat(10_000).getBytes(UTF_8);

  @TempDir Path folder;
  private FaultyMirror faultyMirror;
  private Path dest;

  @BeforeEach
  void start() throws IOException {
    faultyMirror = new FaultyMirror().put("/file", FILE);
    dest = folder.resolve("it's here");
  }

  @AfterEach
  void stop() {
    faultyMirror.close();
  }

  private GetUrl get(Optional<String> checksum) {
    return get("/file", checksum, Optional.empty());
  }

  private GetUrl get(String path, Optional<String> checksum, Optional<Boolean> force) {
    return new GetUrl(
        faultyMirror.address() + path,
        new HostPath(dest.toString()),
        checksum,
        false,
        force,
        Optional.of(new FileMode(0600)),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(30));
  }

  private static Optional<String> digest() {
    return Optional.of("sha256:" + ArchiveBuilder.sha256(FILE));
  }

  private void downloaded() throws IOException {
    assertEquals(new String(FILE, UTF_8), Files.readString(dest));
    assertEquals(0600, (int) Files.getAttribute(dest, "unix:mode") & 07777);
    assertOnlyDestExists();
  }

  private void assertOnlyDestExists() throws IOException {
    try (var files = Files.list(folder)) {
      assertTrue(files.allMatch(dest::equals));
    }
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void missingFileIsDownloadedByHost(LocalShell localShell) throws Exception {
    assertTrue(LocalModuleRunner.check(localShell).call(get(Optional.empty())).changed());
    assertEquals(List.of(), faultyMirror.asked());
    assertTrue(LocalModuleRunner.run(localShell).call(get(Optional.empty())).changed());
    downloaded();
    faultyMirror.forget();
    Files.writeString(dest, "of one's own");
    assertFalse(LocalModuleRunner.run(localShell).call(get(Optional.empty())).changed());
    assertEquals(List.of(), faultyMirror.asked());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void fileWithOtherDigestIsReplaced(LocalShell localShell) throws Exception {
    Files.writeString(dest, "old");
    assertFalse(
        LocalModuleRunner.run(localShell)
                .call(get("/file", Optional.empty(), Optional.of(false)))
                .changed()
            && Files.size(dest) > 3);
    assertTrue(LocalModuleRunner.run(localShell).call(get(digest())).changed());
    downloaded();
    assertFalse(LocalModuleRunner.run(localShell).call(get(digest())).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void wrongDownloadIsRefusedAndOldFileIsKept(LocalShell localShell) throws Exception {
    Files.writeString(dest, "old");
    var wanted = "a".repeat(64);
    var e =
        assertThrows(
            StepFailed.class,
            () -> LocalModuleRunner.run(localShell).call(get(Optional.of(wanted))));
    assertEquals(
        "%s/file is not what it should be: its sha256 is %s, and %s is expected"
            .formatted(faultyMirror.address(), ArchiveBuilder.sha256(FILE), wanted),
        e.getMessage());
    assertEquals("old", Files.readString(dest));
    assertOnlyDestExists();
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void missingUrlIsReported(LocalShell localShell) throws Exception {
    var module = get("/nothing", Optional.empty(), Optional.empty());
    var e = assertThrows(StepFailed.class, () -> LocalModuleRunner.run(localShell).call(module));
    assertTrue(
        e.getMessage().startsWith(faultyMirror.address() + "/nothing cannot be downloaded: "),
        e.getMessage());
    assertTrue(e.getMessage().contains("404"), e.getMessage());
    assertOnlyDestExists();
  }

  @Test
  void brokenDownloadIsResumed() throws Exception {
    faultyMirror.setFault(MirrorFault.BREAKS_ONCE, 60_000);
    LocalModuleRunner.run(LocalShell.installed().getFirst()).call(get(digest()));
    downloaded();
    assertEquals(List.of("/file", "/file bytes=60000-"), faultyMirror.asked());
  }

  @Test
  void downloadRestartsIfServerSupportsNoRanges() throws Exception {
    faultyMirror.setFault(MirrorFault.BREAKS_ONCE, 60_000);
    faultyMirror.knowsNoRanges();
    LocalModuleRunner.run(LocalShell.installed().getFirst()).call(get(digest()));
    downloaded();
  }

  @Test
  void wgetIsUsedWithoutCurl() throws Exception {
    var bin = Files.createTempDirectory("bin");
    try {
      for (var tool : List.of("wget", "grep", "sleep", "cat")) {
        var found = Path.of("/usr/bin", tool);
        assumeTrue(Files.exists(found), "there is no " + tool);
        Files.createSymbolicLink(bin.resolve(tool), found);
      }
      faultyMirror.setFault(MirrorFault.BREAKS_ONCE, 60_000);
      var fetch =
          FetchScript.withFetch(
              Script.of("PATH={}\nfetch {} {} 9", bin, faultyMirror.address() + "/file", dest));
      var shellOutput = LocalShell.installed().getFirst().run(fetch.whole());
      assertEquals(0, shellOutput.exit(), shellOutput.err());
      assertEquals(-1, Files.mismatch(dest, Files.write(folder.resolve("as sent"), FILE)));
      assertEquals(List.of("/file", "/file bytes=60000-"), faultyMirror.asked());
    } finally {
      ReleaseCache.delete(bin);
    }
  }

  @Test
  void httpNeedsDigestOrPermission() {
    var e = assertThrows(IllegalArgumentException.class, () -> of("http://h/file", false, ""));
    assertEquals(
        "'http://h/file' is not encrypted, so anyone on the network can replace the file: use"
            + " https, give its 'checksum', or write 'allow_http: true'",
        e.getMessage());
    of("http://h/file", true, "");
    of("http://h/file", false, "a".repeat(64));
    of("https://h/file", false, "");
  }

  private static GetUrl of(String url, boolean allowHttp, String checksum) {
    return new GetUrl(
        url,
        new HostPath("/opt/file"),
        Optional.of(checksum).filter(c -> !c.isEmpty()),
        allowHttp,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(30));
  }

  @Test
  void replacementNeedsDigest() {
    assertThrows(
        IllegalArgumentException.class, () -> get("/file", Optional.empty(), Optional.of(true)));
    assertThrows(IllegalArgumentException.class, () -> get(Optional.of("md5:abc")));
  }
}
