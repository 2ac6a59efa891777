package runbook.digest;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;
import runbook.module.param.FileContent;

/**
 * Compressed copies of large files, kept between runs: each file is compressed once, however many
 * hosts get it.
 */
public final class CompressedCopies {

  private static final long LARGE = 1 << 20;

  /** A copy that is hardly smaller only costs time on the host. */
  private static final double WORTH = 0.8;

  private static final long MOST_BYTES = 1L << 30;

  private final Path folder;
  private final Map<String, Optional<Path>> known = new ConcurrentHashMap<>();

  CompressedCopies(Path folder) {
    this.folder = folder;
  }

  /** Returns the copies of the current user. */
  public static CompressedCopies ofUser() {
    return Holder.COPIES;
  }

  private static final class Holder {
    static final CompressedCopies COPIES =
        new CompressedCopies(UserCache.folder().resolve("compressed"));
  }

  /** Returns the copy of a content; empty if it is small, or sending it as it is costs less. */
  public Optional<Path> of(FileContent content) {
    return content.size() < LARGE || !content.isAtHand()
        ? Optional.empty()
        : known.computeIfAbsent(content.sha256(), _ -> copy(content));
  }

  private Optional<Path> copy(FileContent content) {
    var copy = folder.resolve(content.sha256() + ".gz");
    try {
      if (!Files.exists(copy)) {
        Files.createDirectories(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        make(content, copy);
        removeOldest(copy);
      }
      // An empty file says that a copy is not worth it.
      Files.setLastModifiedTime(copy, FileTime.from(Instant.now()));
      return Files.size(copy) == 0 ? Optional.empty() : Optional.of(copy);
    } catch (IOException _) {
      // Such as a full disk: the file is sent as it is.
      return Optional.empty();
    }
  }

  private void make(FileContent content, Path copy) throws IOException {
    var made = Files.createTempFile(folder, "copy", ".new");
    try {
      var digest = FileContent.newDigest();
      try (var in = new DigestInputStream(content.open(), digest);
          var out = new FastGzip(Files.newOutputStream(made))) {
        in.transferTo(out);
      }
      if (!HexFormat.of().formatHex(digest.digest()).equals(content.sha256())) {
        throw new IOException("the file has changed since its digest was taken");
      }
      if (Files.size(made) > WORTH * content.size()) {
        Files.write(made, new byte[0]);
      }
      Files.move(made, copy, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private void removeOldest(Path newest) throws IOException {
    try (var files = Files.list(folder)) {
      var oldestFirst =
          files
              .filter(file -> !file.equals(newest))
              .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
              .toList();
      long bytes = Files.size(newest);
      for (var file : oldestFirst.reversed()) {
        bytes += file.toFile().length();
        if (bytes > MOST_BYTES) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** Compresses at a level that takes a third of the usual time for 6% more bytes. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(3);
    }
  }
}
