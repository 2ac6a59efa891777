package runbook.modules.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import runbook.digest.FileDigestCache;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.LocalFile;

/** The contents of an archive on the controller, unpacked once and kept in the cache. */
record ArchiveContents(List<PackedEntry> entries) {

  /** The contents of each archive, unpacked and read once for all hosts. */
  private static final Map<String, ArchiveContents> KNOWN = new ConcurrentHashMap<>();

  /** An entry of an archive, with its path. */
  sealed interface PackedEntry {
    Path path();

    /** A folder. */
    record PackedFolder(Path path) implements PackedEntry {}

    /** A link. */
    record PackedLink(Path path, String target) implements PackedEntry {}

    /** A file. */
    record PackedFile(Path path, FileContent fileContent, FileMode fileMode)
        implements PackedEntry {}
  }

  /**
   * @throws IllegalArgumentException if it is not an archive, or a refused one
   */
  static ArchiveContents of(LocalFile archive, ReleaseCache releaseCache) {
    var archiveFormat = ArchiveFormat.of(archive.name());
    if (archiveFormat == ArchiveFormat.NONE) {
      throw new IllegalArgumentException(
          "'%s' is not an archive: its name must end in .tar.gz, .tgz or .tar"
              .formatted(archive.name()));
    }
    return KNOWN.computeIfAbsent(
        archive.fileContent().sha256(),
        digest -> unpacked(archive, archiveFormat, digest, releaseCache));
  }

  private static ArchiveContents unpacked(
      LocalFile archive, ArchiveFormat archiveFormat, String digest, ReleaseCache releaseCache) {
    try {
      return new ArchiveContents(entries(files(archive, archiveFormat, digest, releaseCache)));
    } catch (ArchiveUnpacker.RefusedArchiveException e) {
      throw new IllegalArgumentException(
          "'%s' is refused: %s".formatted(archive.name(), e.getMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'%s' cannot be unpacked in %s: %s"
              .formatted(archive.name(), releaseCache.folder(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted while unpacking " + archive.name(), e);
    }
  }

  private static Path files(
      LocalFile archive, ArchiveFormat archiveFormat, String digest, ReleaseCache releaseCache)
      throws ArchiveUnpacker.RefusedArchiveException, IOException, InterruptedException {
    releaseCache.make();
    try (var _ = releaseCache.lock(digest)) {
      var kept = releaseCache.files(digest);
      return kept.isPresent()
          ? kept.get()
          : releaseCache.store(
              digest,
              folder -> {
                try (var in = archive.fileContent().open()) {
                  ArchiveUnpacker.unpack(
                      in,
                      archiveFormat == ArchiveFormat.TAR_GZ,
                      folder,
                      ArchiveUnpacker.ArchiveLimits.USUAL);
                }
              });
    }
  }

  private static List<PackedEntry> entries(Path files) throws IOException {
    try (Stream<Path> all = Files.walk(files)) {
      var entries = new java.util.ArrayList<PackedEntry>();
      for (var file :
          all.filter(f -> !f.equals(files)).sorted(Comparator.naturalOrder()).toList()) {
        entries.add(entry(file, files.relativize(file)));
      }
      return List.copyOf(entries);
    }
  }

  private static PackedEntry entry(Path file, Path path) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return new PackedEntry.PackedLink(path, Files.readSymbolicLink(file).toString());
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return new PackedEntry.PackedFolder(path);
    }
    var fileMode = new FileMode(Files.isExecutable(file) ? 0755 : 0644);
    return new PackedEntry.PackedFile(path, FileDigestCache.content(file), fileMode);
  }

  /** Drops the first parts of the path; empty if nothing is left. */
  static Optional<Path> stripped(Path path, int parts) {
    return path.getNameCount() > parts
        ? Optional.of(path.subpath(parts, path.getNameCount()))
        : Optional.empty();
  }
}
