package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Unobtainable;
import runbook.modules.release.FaultyMirror.MirrorFault;
import runbook.tutorials.CoversRows;

class ReleaseTest {

  private static final byte[] ARCHIVE = ArchiveBuilder.etcd("3.5.16", "amd64");
  private static final String DIGEST = ArchiveBuilder.sha256(ARCHIVE);
  private static final String FILE = "/v3.5.16/etcd-v3.5.16-linux-amd64.tar.gz";
  private static final String SUMS = "/v3.5.16/SHA256SUMS";

  @TempDir Path folder;
  private FaultyMirror faultyMirror;
  private FaultyMirror second;
  private Duration patience = Duration.ofSeconds(30);

  @BeforeEach
  void start() throws IOException {
    faultyMirror = new FaultyMirror();
    second = new FaultyMirror();
    publish(faultyMirror);
    publish(second);
  }

  @AfterEach
  void stop() {
    faultyMirror.close();
    second.close();
  }

  private static void publish(FaultyMirror faultyMirror) {
    faultyMirror.put(FILE, ARCHIVE).put(SUMS, DIGEST + "  etcd-v3.5.16-linux-amd64.tar.gz\n");
  }

  private Release release(String version, Optional<String> sha256, String... mirrors) {
    var templates =
        Stream.of(mirrors)
            .map(m -> m + "/v{version}/{name}-v{version}-linux-{arch}.tar.gz")
            .toList();
    return new Release(
        "etcd",
        version,
        new MirrorUrls(templates),
        "amd64",
        new ReleaseDigests(sha256, Map.of(), "SHA256SUMS", false),
        folder.resolve("cache"),
        patience);
  }

  private Release release() {
    return release("3.5.16", Optional.empty(), faultyMirror.address());
  }

  private Unobtainable refused(Release release) {
    return assertThrows(Unobtainable.class, release::obtain);
  }

  private List<String> cached() throws IOException {
    try (var files = Files.list(folder.resolve("cache"))) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(name -> !name.endsWith(".lock") && !name.endsWith(".sum"))
          .toList();
    }
  }

  private void assertContainsRelease(Map<String, Object> got) throws IOException {
    var files = Path.of(got.get("folder").toString());
    assertEquals("etcdctl 3.5.16", Files.readString(files.resolve("etcdctl")));
    assertTrue(Files.isExecutable(files.resolve("etcd")));
    assertEquals("3.5.16", got.get("version"));
    assertEquals("amd64", got.get("arch"));
    assertEquals(DIGEST, got.get("sha256"));
    assertEquals(List.of(DIGEST), cached());
  }

  @Test
  @CoversRows({"S0-08", "S0-11", "S1-04"})
  void releaseIsVerifiedUnpackedAndCleanedUp() throws Exception {
    assertContainsRelease(release().obtain());
    assertEquals(List.of(SUMS, FILE), faultyMirror.asked());
  }

  @Test
  void cachedReleaseIsNotDownloaded() throws Exception {
    var first = release().obtain();
    faultyMirror.forget();
    assertEquals(first, release().obtain());
    assertEquals(List.of(), faultyMirror.asked());
  }

  @Test
  void incompleteCacheEntryIsReplaced() throws Exception {
    var files = Path.of(release().obtain().get("folder").toString());
    Files.write(files.resolve("etcd"), new byte[3]);
    assertContainsRelease(release().obtain());
    assertEquals(200_000, Files.size(files.resolve("etcd")));
  }

  @Test
  void changedCacheEntryOfSameSizeAndTimeIsReplaced() throws Exception {
    var etcd = Path.of(release().obtain().get("folder").toString()).resolve("etcd");
    var before = Files.readAllBytes(etcd);
    var time = Files.getLastModifiedTime(etcd);
    var changed = before.clone();
    changed[100_000]++;
    Files.write(etcd, changed);
    Files.setLastModifiedTime(etcd, time);
    assertContainsRelease(release().obtain());
    assertArrayEquals(before, Files.readAllBytes(etcd));
  }

  @Test
  @CoversRows({"S0-06", "S1-02"})
  void nextMirrorIsTriedIfOneLacksReleaseOrIsUnreachable() throws Exception {
    faultyMirror.fails(403);
    var gone = new FaultyMirror();
    gone.close();
    assertContainsRelease(
        release(
                "3.5.16",
                Optional.empty(),
                gone.address(),
                faultyMirror.address(),
                second.address())
            .obtain());
  }

  @Test
  void allFailedMirrorsAreNamed() throws Exception {
    var gone = new FaultyMirror();
    gone.close();
    var e = refused(release("3.5.30", Optional.of(DIGEST), gone.address(), faultyMirror.address()));
    assertEquals(
        "etcd 3.5.30 for amd64 cannot be downloaded: there is no connection to %s; %s/v3.5.30/etcd-v3.5.30-linux-amd64.tar.gz answers with status 404"
            .formatted(gone.address().substring(7), faultyMirror.address()),
        e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  @CoversRows("S0-08")
  void alteredArchiveIsRefusedWithBothDigestsAndRemoved() throws Exception {
    var altered = ARCHIVE.clone();
    altered[altered.length / 2] ^= 1;
    faultyMirror.put(FILE, altered);
    var e = refused(release());
    assertEquals(
        "the archive of etcd 3.5.16 for amd64 is not the one that was released: its sha256 is %s (%,d bytes), and %s is expected"
            .formatted(ArchiveBuilder.sha256(altered), altered.length, DIGEST),
        e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  void givenDigestWinsOverChecksumFile() throws Exception {
    var given = "0".repeat(64);
    var e = refused(release("3.5.16", Optional.of(given), faultyMirror.address()));
    assertTrue(e.getMessage().endsWith("and " + given + " is expected"), e.getMessage());
    assertEquals(List.of(FILE), faultyMirror.asked());
    assertContainsRelease(release("3.5.16", Optional.of(DIGEST), faultyMirror.address()).obtain());
  }

  @Test
  void releaseWithoutDigestIsRefused() throws Exception {
    faultyMirror.put(SUMS, DIGEST + "  etcd-v3.5.16-linux-arm64.tar.gz\n");
    var e = refused(release());
    assertEquals(
        "the digest of etcd 3.5.16 for amd64 cannot be found: %s%s has no digest of etcd-v3.5.16-linux-amd64.tar.gz"
            .formatted(faultyMirror.address(), SUMS),
        e.getMessage());
    assertEquals(List.of(SUMS), faultyMirror.asked());
  }

  @Test
  void brokenDownloadIsResumed() throws Exception {
    faultyMirror.setFault(MirrorFault.BREAKS, 60_000);
    assertContainsRelease(release().obtain());
    var asked = faultyMirror.asked();
    assertEquals(List.of(SUMS, FILE), asked.subList(0, 2));
    assertTrue(asked.size() > 4, asked.toString());
    int last = 0;
    for (var request : asked.subList(2, asked.size())) {
      last = assertResumesAfter(last, request);
    }
  }

  /** Data in flight may be lost when a connection breaks, and are requested again. */
  private static int assertResumesAfter(int last, String request) {
    assertTrue(request.startsWith(FILE + " bytes="), request);
    int from = Integer.parseInt(request.substring(request.indexOf('=') + 1, request.length() - 1));
    assertTrue(last < from && from <= last + 60_000, from + " after " + last);
    return from;
  }

  @Test
  void brokenDownloadIsResumedFromNextMirror() throws Exception {
    faultyMirror.setFault(MirrorFault.BREAKS, 60_000);
    faultyMirror.knowsNoRanges();
    assertContainsRelease(
        release("3.5.16", Optional.empty(), faultyMirror.address(), second.address()).obtain());
    assertEquals(1, second.asked().size());
    assertResumesAfter(0, second.asked().getFirst());
  }

  @Test
  void downloadRestartsIfMirrorSupportsNoRanges() throws Exception {
    faultyMirror.setFault(MirrorFault.BREAKS_ONCE, 60_000);
    faultyMirror.knowsNoRanges();
    assertContainsRelease(release().obtain());
  }

  @Test
  void interruptedDownloadIsResumedByNextRun() throws Exception {
    faultyMirror.setFault(MirrorFault.SILENT, 60_000);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var run = threads.submit(() -> release().obtain());
      var part = folder.resolve("cache").resolve(DIGEST + ".part");
      while (!Files.exists(part) || Files.size(part) < 60_000) {
        Thread.sleep(5);
      }
      run.cancel(true);
    }
    faultyMirror.setFault(MirrorFault.WHOLE, 0);
    faultyMirror.forget();
    assertContainsRelease(release().obtain());
    assertEquals(List.of(FILE + " bytes=60000-"), faultyMirror.asked().stream().skip(1).toList());
  }

  @Test
  void leftoversOfOtherArchiveAreRemoved() throws Exception {
    Files.createDirectories(folder.resolve("cache"));
    for (var size : new int[] {1_000, ARCHIVE.length, ARCHIVE.length + 7}) {
      Files.write(folder.resolve("cache").resolve(DIGEST + ".part"), new byte[size]);
      assertContainsRelease(release().obtain());
      ReleaseCache.delete(folder.resolve("cache").resolve(DIGEST));
    }
  }

  @Test
  void nextMirrorIsTriedIfOneStopsAnswering() throws Exception {
    patience = Duration.ofSeconds(2);
    faultyMirror.setFault(MirrorFault.SILENT, 60_000);
    faultyMirror.knowsNoRanges();
    var release = release("3.5.16", Optional.of(DIGEST), faultyMirror.address(), second.address());
    var got = release.obtain();
    assertEquals(DIGEST, got.get("sha256"));
    assertEquals(1, second.asked().size());
  }

  @Test
  void truncatedDownloadIsDetectedByDigest() throws Exception {
    faultyMirror.setFault(MirrorFault.SHORT, 60_000);
    var e = refused(release());
    assertTrue(e.getMessage().contains("(60,000 bytes)"), e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  void redirectsAreFollowed() throws Exception {
    faultyMirror.redirect(FILE, second.address() + FILE);
    assertContainsRelease(release().obtain());
    second.redirect(FILE, "/round");
    second.redirect("/round", FILE);
    ReleaseCache.delete(folder.resolve("cache"));
    var e = refused(release());
    assertTrue(e.getMessage().endsWith("is redirected more than 8 times"), e.getMessage());
  }

  @Test
  void releaseIsReadFromControllerFolder() throws Exception {
    var site = Files.createDirectories(folder.resolve("site/v3.5.16"));
    Files.write(site.resolve("etcd-v3.5.16-linux-amd64.tar.gz"), ARCHIVE);
    Files.writeString(site.resolve("SHA256SUMS"), DIGEST + " *etcd-v3.5.16-linux-amd64.tar.gz\n");
    var from = folder.resolve("site").toUri().toString().replaceFirst("/$", "");
    assertContainsRelease(release("3.5.16", Optional.empty(), from).obtain());
    var e = refused(release("3.5.17", Optional.of(DIGEST.replace('a', 'b')), from));
    assertTrue(e.getMessage().endsWith("-amd64.tar.gz is not there"), e.getMessage());
  }

  @Test
  void anArchiveWithAnotherVersionInItIsRefused() throws Exception {
    var other = ArchiveBuilder.etcd("3.4.23", "amd64");
    faultyMirror.put(FILE, other).put(SUMS, ArchiveBuilder.sha256(other));
    var e = refused(release());
    assertEquals(
        "the archive of etcd 3.5.16 for amd64 is refused: it contains version 3.4.23, not 3.5.16",
        e.getMessage());
    assertEquals(List.of(), cached());
  }

  @Test
  void anArchiveThatLeavesItsFolderIsRefusedAndNothingIsKept() throws Exception {
    var bad = new ArchiveBuilder().file("good").file("../../../../evil").bytes();
    faultyMirror.put(FILE, bad).put(SUMS, ArchiveBuilder.sha256(bad));
    var e = refused(release());
    assertTrue(
        e.getMessage().endsWith("the path '../../../../evil' is outside the folder"),
        e.getMessage());
    assertEquals(List.of(), cached());
    assertFalse(Files.exists(folder.resolve("evil")));
  }

  @Test
  void unpackedProgramIsUsedAsIs() throws Exception {
    var program = "#!/bin/sh\necho hello\n".getBytes(UTF_8);
    faultyMirror.put("/cfssl_1.6.5_linux_amd64", program);
    var release =
        new Release(
            "cfssl",
            "1.6.5",
            new MirrorUrls(List.of(faultyMirror.address() + "/{name}_{version}_linux_{arch}")),
            "amd64",
            new ReleaseDigests(
                Optional.of(ArchiveBuilder.sha256(program)), Map.of(), "SHA256SUMS", false),
            folder.resolve("cache"),
            Duration.ofSeconds(5));
    var files = Path.of(release.obtain().get("folder").toString());
    assertTrue(Files.isExecutable(files.resolve("cfssl")));
  }

  @Test
  void concurrentRunsDownloadOnce() throws Exception {
    var obtain = (Callable<Map<String, Object>>) release()::obtain;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var got : threads.invokeAll(List.of(obtain, obtain, obtain, obtain))) {
        assertContainsRelease(got.get());
      }
    }
    assertEquals(1, faultyMirror.asked().stream().filter(FILE::equals).count());
  }

  @Test
  void aCacheThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(folder.resolve("cache"), "a file");
    var e = refused(release());
    assertTrue(e.getMessage().startsWith("the cache " + folder), e.getMessage());
  }

  @Test
  @CoversRows("S0-05")
  void latestIsResolvedOnceForAllArchitectures() throws Exception {
    faultyMirror.put("/latest", "v3.5.16\n");
    assertContainsRelease(
        release(Release.LATEST, Optional.empty(), faultyMirror.address()).obtain());
    faultyMirror.put("/latest", "v3.5.30\n");
    assertContainsRelease(
        release(Release.LATEST, Optional.empty(), faultyMirror.address()).obtain());
    assertEquals(1, faultyMirror.asked().stream().filter("/latest"::equals).count());
  }
}
