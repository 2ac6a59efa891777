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
 * The digests of large files, noted for later runs, which otherwise read tens of megabytes to find
 * that nothing has changed. A note counts only for the very file it was taken of, unchanged since:
 * the kernel alone sets the time of a file's last change.
 */
public final class FileDigestCache {

  private static final long LARGE = 1 << 20;

  /** What is changed within the same tick of the clock as it is read looks unchanged. */
  private static final Duration TICK = Duration.ofMillis(50);

  private static final String ATTRIBUTES = "unix:size,ino,dev,lastModifiedTime,ctime";

  private final Path notes;

  FileDigestCache(Path notes) {
    this.notes = notes;
  }

  /** What is in a file, which is read for its digest unless that of a large one is noted. */
  public static FileContent content(Path file) throws IOException {
    long size = Files.size(file);
    return size < LARGE || !Files.isRegularFile(file)
        ? FileContent.of(file)
        : FileContent.of(file, own().of(file, () -> FileContent.of(file).sha256()), size);
  }

  /** Those of the user who runs this. */
  private static FileDigestCache own() {
    var cache =
        Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
            .map(Path::of)
            .filter(Path::isAbsolute)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"));
    return new FileDigestCache(cache.resolve("runbook").resolve("digests"));
  }

  /** Reads a file whose digest is not known. */
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

  /** By the paths of the files. */
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

  /** Whoever cannot write there reads the file again the next time; that is no reason to fail. */
  private void note(Path file, String text) {
    try {
      write(file, text);
    } catch (IOException _) {
      // A full disk, say: whoever needs room on it will say so.
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
