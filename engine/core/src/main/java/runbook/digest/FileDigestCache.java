package runbook.digest;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import runbook.module.param.FileContent;

/**
 * Caches the digests of large files between runs, because hashing tens of megabytes just to find
 * that nothing has changed is slow. An entry is valid only for the same unchanged file. It relies
 * on the file's ctime, which only the kernel sets.
 */
public final class FileDigestCache {

  private static final long LARGE = 1 << 20;

  /** A file that changes within the clock tick in which it was read looks unchanged. */
  private static final Duration TICK = Duration.ofMillis(50);

  private static final String ATTRIBUTES = "unix:size,ino,dev,lastModifiedTime,ctime";

  private final Path notes;

  FileDigestCache(Path notes) {
    this.notes = notes;
  }

  /**
   * Returns the content of a file. The file is hashed unless it is large and its digest is cached.
   */
  public static FileContent content(Path file) throws IOException {
    long size = Files.size(file);
    return size < LARGE || !Files.isRegularFile(file)
        ? FileContent.of(file)
        : FileContent.of(file, own().of(file, () -> FileContent.of(file).sha256()), size);
  }

  /** Returns the cache of the current user. */
  private static FileDigestCache own() {
    return new FileDigestCache(UserCache.folder().resolve("digests"));
  }

  /** Reads a file to compute its digest. */
  interface Reading {
    String digest() throws IOException;
  }

  String of(Path file, Reading reading) throws IOException {
    var place = file.toRealPath();
    var state = state(place);
    var known = Optional.ofNullable(all().get(place.toString()));
    if (known.isPresent() && known.get().startsWith(state + " ")) {
      return known.get().substring(state.length() + 1);
    }
    boolean settled = changed(place).isBefore(Instant.now().minus(TICK));
    var digest = reading.digest();
    if (settled && state(place).equals(state)) {
      note(place, state + " " + digest);
    }
    return digest;
  }

  private static String state(Path file) throws IOException {
    var all = Files.readAttributes(file, ATTRIBUTES);
    return "%s/%s/%s/%s/%s"
        .formatted(
            all.get("dev"),
            all.get("ino"),
            all.get("size"),
            all.get("lastModifiedTime"),
            all.get("ctime"));
  }

  private static Instant changed(Path file) throws IOException {
    return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
  }

  /** Returns all entries by file path. */
  private Map<String, String> all() throws IOException {
    var all = new LinkedHashMap<String, String>();
    if (Files.isRegularFile(notes) && Files.isReadable(notes)) {
      for (var line : new String(Files.readAllBytes(notes), UTF_8).lines().toList()) {
        var words = line.split(" ", 3);
        if (words.length == 3 && words[1].matches("[0-9a-f]{64}")) {
          all.put(words[2], words[0] + " " + words[1]);
        }
      }
    }
    return all;
  }

  /** Writes an entry. If that fails, the next run hashes the file again, so errors are ignored. */
  private void note(Path file, String text) {
    try {
      write(file, text);
    } catch (IOException _) {
      // Such as a full disk: if it matters, another write reports it.
    }
  }

  private void write(Path file, String text) throws IOException {
    var folder = notes.getParent();
    if (file.toString().contains("\n") || !notes.isAbsolute() || !isWritable(folder)) {
      return;
    }
    var all = all();
    all.keySet().removeIf(path -> !Files.exists(Path.of(path)));
    all.put(file.toString(), text);
    var lines = new StringBuilder();
    all.forEach((path, said) -> lines.append(said).append(' ').append(path).append('\n'));
    var made = Files.createTempFile(folder, "digests", ".new");
    try {
      Files.writeString(made, lines, UTF_8);
      Files.move(made, notes, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private static boolean isWritable(Path folder) throws IOException {
    var root = folder;
    while (!Files.exists(root)) {
      root = root.getParent();
    }
    if (!Files.isDirectory(root) || !Files.isWritable(root)) {
      return false;
    }
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return true;
  }
}
