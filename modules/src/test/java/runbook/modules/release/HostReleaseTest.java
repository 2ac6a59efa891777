package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.param.HostPath;
import runbook.modules.Machine;
import runbook.modules.release.DownloadRelease.On;
import runbook.modules.release.Mirror.Manner;
import runbook.seeds.Holds;
import runbook.step.StepFailed;
import runbook.testkit.Sh;

class HostReleaseTest {

  @TempDir Path folder;
  private Mirror mirror;
  private Path dest;

  @BeforeEach
  void start() throws IOException {
    mirror = new Mirror();
    for (var version : List.of("3.5.16", "3.5.30")) {
      publish(version, "amd64", Packed.etcd(version, "amd64"));
      publish(version, "arm64", Packed.etcd(version, "arm64"));
    }
    dest = folder.resolve("it's etcd");
  }

  private void publish(String version, String arch, byte[] archive) {
    var file = "etcd-v%s-linux-%s.tar.gz".formatted(version, arch);
    mirror.put("/v" + version + "/" + file, archive);
    var sums = sums(version) + "%s  ./%s\r\n".formatted(Packed.sha256(archive), file);
    mirror.put("/v" + version + "/SHA256SUMS", sums);
    listed.put(version, sums);
  }

  private final Map<String, String> listed = new java.util.HashMap<>();

  private String sums(String version) {
    return listed.getOrDefault(version, "");
  }

  @AfterEach
  void stop() {
    mirror.close();
  }

  private DownloadRelease release(String version) {
    return release(version, Optional.empty(), mirror.address());
  }

  private DownloadRelease release(String version, Optional<String> sha256, String... mirrors) {
    return new DownloadRelease(
        "etcd",
        version,
        Stream.of(mirrors).map(m -> m + "/v{version}/etcd-v{version}-linux-{arch}.tar.gz").toList(),
        sha256,
        "SHA256SUMS",
        On.HOST,
        Optional.of(new HostPath(dest.toString())),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private String refused(DownloadRelease release, Sh sh) {
    return assertThrows(StepFailed.class, () -> Machine.run(sh).call(release)).getMessage();
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  @Holds({"S0-08", "S0-11"})
  void theHostGetsVerifiesAndUnpacksItAndLeavesNothingElse(Sh sh) throws Exception {
    assertTrue(Machine.check(sh).call(release("3.5.16")).changed());
    assertEquals(List.of(), mirror.asked());
    var done = Machine.run(sh).call(release("3.5.16"));
    assertTrue(done.changed());
    assertEquals("3.5.16", done.values().get("version"));
    assertEquals(dest.toString(), done.values().get("folder"));
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(0755, (int) Files.getAttribute(dest.resolve("etcd"), "unix:mode") & 07777);
    assertEquals(0644, (int) Files.getAttribute(dest.resolve("README.md"), "unix:mode") & 07777);
    assertEquals(List.of(dest), left());

    mirror.forget();
    assertFalse(Machine.run(sh).call(release("3.5.16")).changed());
    assertEquals(List.of(), mirror.asked());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void anotherVersionTakesItsPlaceAsAWhole(Sh sh) throws Exception {
    Machine.run(sh).call(release("3.5.16"));
    Files.writeString(dest.resolve("stray"), "of the old one");
    assertTrue(Machine.run(sh).call(release("3.5.30")).changed());
    assertEquals("etcdctl 3.5.30", Files.readString(dest.resolve("etcdctl")));
    assertFalse(Files.exists(dest.resolve("stray")));
    Files.delete(dest.resolve("etcd"));
    assertTrue(Machine.run(sh).call(release("3.5.30")).changed());
    assertTrue(Files.exists(dest.resolve("etcd")));
    assertEquals(List.of(dest), left());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void oneThatWasMovedAsideByOneThatWasKilledIsPutBack(Sh sh) throws Exception {
    Machine.run(sh).call(release("3.5.16"));
    var aside = Files.createDirectory(folder.resolve(dest.getFileName() + ".runbook-new"));
    Files.move(dest, aside.resolve("old"));
    refused(release("3.5.30", Optional.of("a".repeat(64)), mirror.address()), sh);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(List.of(dest), left());
    assertTrue(Machine.run(sh).call(release("3.5.30")).changed());
    assertEquals("etcdctl 3.5.30", Files.readString(dest.resolve("etcdctl")));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void anAlteredArchiveIsRefusedAndWhatWasThereStays(Sh sh) throws Exception {
    Machine.run(sh).call(release("3.5.16"));
    var wrong = "a".repeat(64);
    var message = refused(release("3.5.30", Optional.of(wrong), mirror.address()), sh);
    assertTrue(message.endsWith("and " + wrong + " is expected"), message);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(List.of(dest), left());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.Shells#all")
  void anArchiveThatLeavesItsFolderIsRefused(Sh sh) throws Exception {
    var archives =
        Map.of(
            new Packed().file("good").file("../evil"), "a path leads out of the folder",
            new Packed().file("a/../../evil"), "a path leads out of the folder",
            new Packed().file("good").symlink("l", "/etc/passwd"), "a link leads out",
            new Packed().folder("a").symlink("a/l", "../../x"), "a link leads out",
            new Packed().file("good").fifo("pipe"), "a device or the like");
    for (var archive : archives.entrySet()) {
      publish("1.0.0", "amd64", archive.getKey().bytes());
      publish("1.0.0", "arm64", archive.getKey().bytes());
      var message = refused(release("1.0.0"), sh);
      listed.remove("1.0.0");
      assertTrue(message.startsWith(archive.getValue()), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void theNextMirrorIsAskedAndABrokenDownloadGoesOn() throws Exception {
    var gone = new Mirror();
    gone.close();
    mirror.behave(Manner.BREAKS_ONCE, 60_000);
    var release = release("3.5.16", Optional.empty(), gone.address(), mirror.address());
    Machine.run(Sh.installed().getFirst()).call(release);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertTrue(mirror.asked().getLast().endsWith(" bytes=60000-"), mirror.asked().toString());
  }

  @Test
  void withoutADigestNothingIsTaken() throws Exception {
    mirror.put("/v3.5.16/SHA256SUMS", "nonsense\n");
    var message = refused(release("3.5.16"), Sh.installed().getFirst());
    assertTrue(message.contains("/SHA256SUMS has no digest of etcd-v3.5.16-linux-"), message);
    assertEquals(List.of(), left());
  }

  @Test
  void anArchiveWithAnotherVersionInItIsRefused() throws Exception {
    publish("3.6.0", "amd64", Packed.etcd("3.4.23", "amd64"));
    publish("3.6.0", "arm64", Packed.etcd("3.4.23", "arm64"));
    assertEquals(
        "the archive holds version 3.4.23", refused(release("3.6.0"), Sh.installed().getFirst()));
  }

  @Test
  void aFolderWithOtherThingsInItIsLeftAlone() throws Exception {
    Files.createDirectory(dest);
    Files.write(dest.resolve("mine"), "mine".getBytes(UTF_8));
    var message = refused(release("3.5.16"), Sh.installed().getFirst());
    assertTrue(message.startsWith(dest + " is no release of ours"), message);
    assertEquals(List.of(), mirror.asked());
  }

  @Test
  void hostsThatEachAskForTheLatestMayGetTwo() {
    assertThrows(IllegalArgumentException.class, () -> release("latest"));
  }
}
