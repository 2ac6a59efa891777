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
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.Machine;
import runbook.modules.release.Mirror.Manner;
import runbook.step.StepFailed;
import runbook.testkit.Sh;

class GetUrlTest {

  private static final byte[] FILE = "published\n".repeat(10_000).getBytes(UTF_8);

  @TempDir Path folder;
  private Mirror mirror;
  private Path dest;

  @BeforeEach
  void start() throws IOException {
    mirror = new Mirror().put("/file", FILE);
    dest = folder.resolve("it's here");
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private GetUrl get(Optional<String> checksum) {
    return get("/file", checksum, Optional.empty());
  }

  private GetUrl get(String path, Optional<String> checksum, Optional<Boolean> force) {
    return new GetUrl(
        mirror.address() + path,
        new HostPath(dest.toString()),
        checksum,
        force,
        Optional.of(new Mode(0600)),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(30));
  }

  private static Optional<String> digest() {
    return Optional.of("sha256:" + Packed.sha256(FILE));
  }

  private void downloaded() throws IOException {
    assertEquals(new String(FILE, UTF_8), Files.readString(dest));
    assertEquals(0600, (int) Files.getAttribute(dest, "unix:mode") & 07777);
    alone();
  }

  private void alone() throws IOException {
    try (var files = Files.list(folder)) {
      assertTrue(files.allMatch(dest::equals));
    }
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void theHostDownloadsWhatIsMissing(Sh sh) throws Exception {
    assertTrue(Machine.check(sh).call(get(Optional.empty())).changed());
    assertEquals(List.of(), mirror.asked());
    assertTrue(Machine.run(sh).call(get(Optional.empty())).changed());
    downloaded();
    mirror.forget();
    Files.writeString(dest, "of one's own");
    assertFalse(Machine.run(sh).call(get(Optional.empty())).changed());
    assertEquals(List.of(), mirror.asked());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void whatHasAnotherDigestIsReplaced(Sh sh) throws Exception {
    Files.writeString(dest, "old");
    assertFalse(
        Machine.run(sh).call(get("/file", Optional.empty(), Optional.of(false))).changed()
            && Files.size(dest) > 3);
    assertTrue(Machine.run(sh).call(get(digest())).changed());
    downloaded();
    assertFalse(Machine.run(sh).call(get(digest())).changed());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void somethingElseIsRefusedAndTheOldFileStays(Sh sh) throws Exception {
    Files.writeString(dest, "old");
    var wanted = "a".repeat(64);
    var e = assertThrows(StepFailed.class, () -> Machine.run(sh).call(get(Optional.of(wanted))));
    assertEquals(
        "%s/file is not what it should be: its sha256 is %s, and %s is expected"
            .formatted(mirror.address(), Packed.sha256(FILE), wanted),
        e.getMessage());
    assertEquals("old", Files.readString(dest));
    alone();
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void whatIsNotThereIsSaidToBe(Sh sh) throws Exception {
    var module = get("/nothing", Optional.empty(), Optional.empty());
    var e = assertThrows(StepFailed.class, () -> Machine.run(sh).call(module));
    assertTrue(
        e.getMessage().startsWith(mirror.address() + "/nothing is not to be had: "),
        e.getMessage());
    assertTrue(e.getMessage().contains("404"), e.getMessage());
    alone();
  }

  @Test
  void aBrokenDownloadGoesOn() throws Exception {
    mirror.behave(Manner.BREAKS_ONCE, 60_000);
    Machine.run(Sh.installed().getFirst()).call(get(digest()));
    downloaded();
    assertEquals(List.of("/file", "/file bytes=60000-"), mirror.asked());
  }

  @Test
  void aServerThatKnowsNoRangesIsAskedForAllOfItAgain() throws Exception {
    mirror.behave(Manner.BREAKS_ONCE, 60_000);
    mirror.knowsNoRanges();
    Machine.run(Sh.installed().getFirst()).call(get(digest()));
    downloaded();
  }

  @Test
  void aHostWithoutCurlTakesWget() throws Exception {
    var bin = Files.createTempDirectory("bin");
    try {
      for (var tool : List.of("wget", "grep", "sleep", "cat")) {
        var found = Path.of("/usr/bin", tool);
        assumeTrue(Files.exists(found), "there is no " + tool);
        Files.createSymbolicLink(bin.resolve(tool), found);
      }
      mirror.behave(Manner.BREAKS_ONCE, 60_000);
      var fetch =
          HostFetch.in(Script.of("PATH={}\nfetch {} {} 9", bin, mirror.address() + "/file", dest));
      var output = Sh.installed().getFirst().run(fetch.whole());
      assertEquals(0, output.exit(), output.err());
      assertEquals(-1, Files.mismatch(dest, Files.write(folder.resolve("as sent"), FILE)));
      assertEquals(List.of("/file", "/file bytes=60000-"), mirror.asked());
    } finally {
      Cache.delete(bin);
    }
  }

  @Test
  void toReplaceWhatChangesADigestIsNeeded() {
    assertThrows(
        IllegalArgumentException.class, () -> get("/file", Optional.empty(), Optional.of(true)));
    assertThrows(IllegalArgumentException.class, () -> get(Optional.of("md5:abc")));
  }
}
