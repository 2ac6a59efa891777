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
import runbook.modules.LocalModuleRunner;
import runbook.modules.release.DownloadRelease.Downloader;
import runbook.modules.release.FaultyMirror.MirrorFault;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;
import runbook.tutorials.CoversRows;

class ReleaseFolderFactTest {

  @TempDir Path folder;
  private FaultyMirror faultyMirror;
  private Path dest;

  @BeforeEach
  void start() throws IOException {
    faultyMirror = new FaultyMirror();
    for (var version : List.of("3.5.16", "3.5.30")) {
      publish(version, "amd64", ArchiveBuilder.etcd(version, "amd64"));
      publish(version, "arm64", ArchiveBuilder.etcd(version, "arm64"));
    }
    dest = folder.resolve("it's etcd");
  }

  private void publish(String version, String arch, byte[] archive) {
    var file = "etcd-v%s-linux-%s.tar.gz".formatted(version, arch);
    faultyMirror.put("/v" + version + "/" + file, archive);
    var sums = sums(version) + "%s  ./%s\r\n".formatted(ArchiveBuilder.sha256(archive), file);
    faultyMirror.put("/v" + version + "/SHA256SUMS", sums);
    listed.put(version, sums);
  }

  private final Map<String, String> listed = new java.util.HashMap<>();

  private String sums(String version) {
    return listed.getOrDefault(version, "");
  }

  @AfterEach
  void stop() {
    faultyMirror.close();
  }

  private DownloadRelease release(String version) {
    return release(version, Optional.empty(), faultyMirror.address());
  }

  private DownloadRelease release(String version, Optional<String> sha256, String... mirrors) {
    return new DownloadRelease(
        "etcd",
        version,
        Stream.of(mirrors).map(m -> m + "/v{version}/etcd-v{version}-linux-{arch}.tar.gz").toList(),
        sha256,
        Optional.empty(),
        "SHA256SUMS",
        false,
        Downloader.HOST,
        Optional.of(new HostPath(dest.toString())),
        Optional.empty(),
        Duration.ofSeconds(20));
  }

  private List<Path> left() throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private String refused(DownloadRelease release, LocalShell localShell) {
    return assertThrows(StepFailed.class, () -> LocalModuleRunner.run(localShell).call(release))
        .getMessage();
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  @CoversRows({"S0-08", "S0-11"})
  void hostDownloadsVerifiesUnpacksAndCleansUp(LocalShell localShell) throws Exception {
    assertTrue(LocalModuleRunner.check(localShell).call(release("3.5.16")).changed());
    assertEquals(List.of(), faultyMirror.asked());
    var done = LocalModuleRunner.run(localShell).call(release("3.5.16"));
    assertTrue(done.changed());
    assertEquals("3.5.16", done.values().get("version"));
    assertEquals(dest.toString(), done.values().get("folder"));
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(0755, (int) Files.getAttribute(dest.resolve("etcd"), "unix:mode") & 07777);
    assertEquals(0644, (int) Files.getAttribute(dest.resolve("README.md"), "unix:mode") & 07777);
    assertEquals(List.of(dest), left());

    faultyMirror.forget();
    assertFalse(LocalModuleRunner.run(localShell).call(release("3.5.16")).changed());
    assertEquals(List.of(), faultyMirror.asked());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void otherVersionReplacesWholeFolder(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(release("3.5.16"));
    Files.writeString(dest.resolve("stray"), "of the old one");
    assertTrue(LocalModuleRunner.run(localShell).call(release("3.5.30")).changed());
    assertEquals("etcdctl 3.5.30", Files.readString(dest.resolve("etcdctl")));
    assertFalse(Files.exists(dest.resolve("stray")));
    Files.delete(dest.resolve("etcd"));
    assertTrue(LocalModuleRunner.run(localShell).call(release("3.5.30")).changed());
    assertTrue(Files.exists(dest.resolve("etcd")));
    assertEquals(List.of(dest), left());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void oldReleaseIsRestoredAfterKilledReplacement(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(release("3.5.16"));
    var aside = Files.createDirectory(folder.resolve(dest.getFileName() + ".runbook-new"));
    Files.move(dest, aside.resolve("old"));
    refused(release("3.5.30", Optional.of("a".repeat(64)), faultyMirror.address()), localShell);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(List.of(dest), left());
    assertTrue(LocalModuleRunner.run(localShell).call(release("3.5.30")).changed());
    assertEquals("etcdctl 3.5.30", Files.readString(dest.resolve("etcdctl")));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void alteredArchiveIsRefusedAndOldReleaseIsKept(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(release("3.5.16"));
    var wrong = "a".repeat(64);
    var message =
        refused(release("3.5.30", Optional.of(wrong), faultyMirror.address()), localShell);
    assertTrue(message.endsWith("and " + wrong + " is expected"), message);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertEquals(List.of(dest), left());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void archiveThatLeavesItsFolderIsRefused(LocalShell localShell) throws Exception {
    var archives =
        Map.of(
            new ArchiveBuilder().file("good").file("../evil"), "a path is outside the folder",
            new ArchiveBuilder().file("a/../../evil"), "a path is outside the folder",
            new ArchiveBuilder().file("good").symlink("l", "/etc/passwd"), "a link points outside",
            new ArchiveBuilder().folder("a").symlink("a/l", "../../x"), "a link points outside",
            new ArchiveBuilder().file("good").fifo("pipe"), "a device or the like");
    for (var archive : archives.entrySet()) {
      publish("1.0.0", "amd64", archive.getKey().bytes());
      publish("1.0.0", "arm64", archive.getKey().bytes());
      var message = refused(release("1.0.0"), localShell);
      listed.remove("1.0.0");
      assertTrue(message.startsWith(archive.getValue()), message);
      assertEquals(List.of(), left());
    }
  }

  @Test
  void nextMirrorIsTriedAndBrokenDownloadIsResumed() throws Exception {
    var gone = new FaultyMirror();
    gone.close();
    faultyMirror.setFault(MirrorFault.BREAKS_ONCE, 60_000);
    var release = release("3.5.16", Optional.empty(), gone.address(), faultyMirror.address());
    LocalModuleRunner.run(LocalShell.installed().getFirst()).call(release);
    assertEquals("etcdctl 3.5.16", Files.readString(dest.resolve("etcdctl")));
    assertTrue(
        faultyMirror.asked().getLast().endsWith(" bytes=60000-"), faultyMirror.asked().toString());
  }

  @Test
  void releaseWithoutDigestIsRefused() throws Exception {
    faultyMirror.put("/v3.5.16/SHA256SUMS", "nonsense\n");
    var message = refused(release("3.5.16"), LocalShell.installed().getFirst());
    assertTrue(message.contains("/SHA256SUMS has no digest of etcd-v3.5.16-linux-"), message);
    assertEquals(List.of(), left());
  }

  @Test
  void anArchiveWithAnotherVersionInItIsRefused() throws Exception {
    publish("3.6.0", "amd64", ArchiveBuilder.etcd("3.4.23", "amd64"));
    publish("3.6.0", "arm64", ArchiveBuilder.etcd("3.4.23", "arm64"));
    assertEquals(
        "the archive holds version 3.4.23",
        refused(release("3.6.0"), LocalShell.installed().getFirst()));
  }

  @Test
  void folderWithOtherContentIsKept() throws Exception {
    Files.createDirectory(dest);
    Files.write(dest.resolve("mine"), "mine".getBytes(UTF_8));
    var message = refused(release("3.5.16"), LocalShell.installed().getFirst());
    assertTrue(message.startsWith(dest + " is not a release made by runbook"), message);
    assertEquals(List.of(), faultyMirror.asked());
  }

  @Test
  void hostsThatEachResolveLatestMayDiffer() {
    assertThrows(IllegalArgumentException.class, () -> release("latest"));
  }
}
