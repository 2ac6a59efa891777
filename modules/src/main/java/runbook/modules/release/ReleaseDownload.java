package runbook.modules.release;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import runbook.module.Unobtainable;
import runbook.module.param.FileContent;

/** The download of one version of a release into the cache. */
record ReleaseDownload(
    Release release,
    String version,
    ReleaseCache releaseCache,
    ReleaseSources releaseSources,
    Consumer<String> progress) {

  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

  /** Returns the name that the user sees. */
  private String title() {
    return "%s %s for %s".formatted(release.name(), version, release.arch());
  }

  private List<URI> archives() {
    return release.mirrorUrls().of(release.name(), version, release.arch());
  }

  Map<String, Object> values() throws Unobtainable, IOException, InterruptedException {
    releaseCache.make();
    var digest = digest();
    var files = releaseCache.files(digest);
    return Map.of(
        "version",
        version,
        "arch",
        release.arch(),
        "sha256",
        digest,
        "folder",
        top(files.isPresent() ? files.get() : made(digest)).toString());
  }

  /** A published release does not change, so its sums are asked for once. */
  private String digest() throws Unobtainable, IOException, InterruptedException {
    var given = release.releaseDigests().given(file(archives().getFirst()));
    if (given.isPresent()) {
      return given.get();
    }
    var key = key();
    var known = releaseCache.remembered(key);
    if (known.isPresent() && releaseCache.files(known.get()).isPresent()) {
      return known.get();
    }
    var found = listed();
    if (!"file".equals(archives().getFirst().getScheme())) {
      releaseCache.remember(key, found);
    }
    return found;
  }

  private String key() {
    var all = lists() + " " + archives();
    return FileContent.of(all.getBytes(StandardCharsets.UTF_8)).sha256();
  }

  private List<URI> lists() {
    return release.releaseDigests().lists(archives(), release.name(), version, release.arch());
  }

  private String listed() throws Unobtainable, InterruptedException {
    if (lists().isEmpty()) {
      throw new Unobtainable(
          ReleaseDigests.refusal(archives().getFirst().toString(), "digests"),
          "a list of digests that came over http could be replaced together with the archive");
    }
    var file = file(archives().getFirst());
    var failures = new ArrayList<String>();
    for (var list : lists()) {
      try {
        var digest = new ChecksumFile(releaseSources.text(list)).of(file);
        if (digest.isPresent()) {
          return digest.get();
        }
        failures.add("%s has no digest of %s".formatted(list, file));
      } catch (DownloadException e) {
        failures.add(e.getMessage());
      }
    }
    throw new Unobtainable(
        "the digest of %s cannot be found: %s".formatted(title(), String.join("; ", failures)),
        "an archive without a digest is not used: give a mirror that this machine can reach, the"
            + " name of the file of digests with 'sums', or the digest itself with 'sha256'");
  }

  private Path made(String digest) throws Unobtainable, IOException, InterruptedException {
    try (var _ = releaseCache.lock(digest)) {
      var files = releaseCache.files(digest);
      if (files.isPresent()) {
        return files.get();
      }
      var archive = releaseCache.partial(digest);
      bring(archive, digest);
      var made = releaseCache.store(digest, folder -> unpack(archive, folder));
      Files.delete(archive);
      return made;
    } catch (ArchiveUnpacker.RefusedArchiveException e) {
      Files.deleteIfExists(releaseCache.partial(digest));
      throw new Unobtainable(
          "the archive of %s is refused: %s".formatted(title(), e.getMessage()),
          "it has the expected digest, so the release itself is at fault");
    }
  }

  private void bring(Path archive, String digest)
      throws Unobtainable, IOException, InterruptedException {
    boolean began = Files.exists(archive);
    download(archive);
    if (began && !sha256(archive).equals(digest)) {
      // The rest of an earlier attempt may belong to another archive.
      Files.delete(archive);
      download(archive);
    }
    var actual = sha256(archive);
    if (!actual.equals(digest)) {
      long size = Files.size(archive);
      Files.delete(archive);
      throw new Unobtainable(
          "the archive of %s is not the one that was released: its sha256 is %s (%,d bytes), and %s is expected"
              .formatted(title(), actual, size, digest),
          "it was truncated or changed, or the digest belongs to another archive; nothing of it"
              + " was kept");
    }
  }

  private void download(Path archive) throws Unobtainable, IOException, InterruptedException {
    var failures = new MirrorDownload(archives(), archive, releaseSources, progress).bring();
    if (failures.isPresent()) {
      throw new Unobtainable(
          "%s cannot be downloaded: %s".formatted(title(), String.join("; ", failures.get())),
          "give a mirror that this machine can reach and that has this version");
    }
  }

  private void unpack(Path archive, Path folder)
      throws ArchiveUnpacker.RefusedArchiveException, IOException, InterruptedException {
    switch (ArchiveFormat.of(file(archives().getFirst()))) {
      case TAR_GZ ->
          ArchiveUnpacker.unpack(archive, true, folder, ArchiveUnpacker.ArchiveLimits.USUAL);
      case TAR ->
          ArchiveUnpacker.unpack(archive, false, folder, ArchiveUnpacker.ArchiveLimits.USUAL);
      case NONE -> {
        var program = Files.copy(archive, folder.resolve(release.name()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
    var named = VERSION.matcher(top(folder).getFileName().toString());
    if (!top(folder).equals(folder) && named.find() && !named.group().equals(numbers())) {
      throw new ArchiveUnpacker.RefusedArchiveException(
          "it contains version %s, not %s".formatted(named.group(), version));
    }
  }

  /** Returns the numbers of the version, without a suffix. */
  private String numbers() {
    var numbers = VERSION.matcher(version);
    return numbers.find() ? numbers.group() : version;
  }

  /** Returns the folder that contains everything, which most archives have. */
  private static Path top(Path files) throws IOException {
    try (var entries = Files.list(files)) {
      var first = entries.limit(2).toList();
      return first.size() == 1 && Files.isDirectory(first.getFirst(), LinkOption.NOFOLLOW_LINKS)
          ? first.getFirst()
          : files;
    }
  }

  private static String sha256(Path file) throws IOException {
    return FileContent.of(file).sha256();
  }

  private static String file(URI archive) {
    return Path.of(archive.getPath()).getFileName().toString();
  }
}
