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
import runbook.digest.Digests;
import runbook.module.param.Content;
import runbook.module.param.LocalFile;
import runbook.module.param.Mode;

/** What is in an archive of the controller, which is taken apart once and kept in the cache. */
record Unpacked(List<Entry> entries) {

  /** Each archive is taken apart and its files are read once, whatever the hosts. */
  private static final Map<String, Unpacked> KNOWN = new ConcurrentHashMap<>();

  /** Something in an archive, and where it lies there. */
  sealed interface Entry {
    Path path();

    /** A folder. */
    record Folder(Path path) implements Entry {}

    /** A link. */
    record Link(Path path, String target) implements Entry {}

    /** A file. */
    record Program(Path path, Content content, Mode mode) implements Entry {}
  }

  /**
   * @throws IllegalArgumentException it is no archive, or one that is refused
   */
  static Unpacked of(LocalFile archive, Cache cache) {
    return KNOWN.computeIfAbsent(
        archive.content().sha256(), digest -> unpacked(archive, digest, cache));
  }

  private static Unpacked unpacked(LocalFile archive, String digest, Cache cache) {
    var packing = Packing.of(archive.name());
    if (packing == Packing.NONE) {
      throw new IllegalArgumentException(
          "'%s' is no archive: its name ends in none of .tar.gz, .tgz and .tar"
              .formatted(archive.name()));
    }
    try {
      return new Unpacked(entries(files(archive, packing, digest, cache)));
    } catch (Archive.Refused e) {
      throw new IllegalArgumentException(
          "'%s' is refused: %s".formatted(archive.name(), e.getMessage()), e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "'%s' cannot be unpacked in %s: %s"
              .formatted(archive.name(), cache.folder(), e.getMessage()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalArgumentException("interrupted while unpacking " + archive.name(), e);
    }
  }

  private static Path files(LocalFile archive, Packing packing, String digest, Cache cache)
      throws Archive.Refused, IOException, InterruptedException {
    cache.make();
    try (var _ = cache.lock(digest)) {
      var kept = cache.files(digest);
      return kept.isPresent()
          ? kept.get()
          : cache.keep(
              digest,
              folder -> {
                try (var in = archive.content().open()) {
                  Archive.unpack(in, packing == Packing.TAR_GZ, folder, Archive.Limits.USUAL);
                }
              });
    }
  }

  private static List<Entry> entries(Path files) throws IOException {
    try (Stream<Path> all = Files.walk(files)) {
      var entries = new java.util.ArrayList<Entry>();
      for (var file :
          all.filter(f -> !f.equals(files)).sorted(Comparator.naturalOrder()).toList()) {
        entries.add(entry(file, files.relativize(file)));
      }
      return List.copyOf(entries);
    }
  }

  private static Entry entry(Path file, Path path) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return new Entry.Link(path, Files.readSymbolicLink(file).toString());
    } else if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      return new Entry.Folder(path);
    }
    var mode = new Mode(Files.isExecutable(file) ? 0755 : 0644);
    return new Entry.Program(path, Digests.content(file), mode);
  }

  /** The path without its first parts; empty when there is nothing left. */
  static Optional<Path> stripped(Path path, int parts) {
    return path.getNameCount() > parts
        ? Optional.of(path.subpath(parts, path.getNameCount()))
        : Optional.empty();
  }
}
