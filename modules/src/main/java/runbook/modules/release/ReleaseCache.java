package runbook.modules.release;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import runbook.digest.FileDigestCache;
import runbook.digest.FolderAccess;
import runbook.digest.UserCache;

/**
 * The cache of releases on the controller, each under the digest of its archive. A run uses a
 * release that is complete; a run that adds one holds its lock and puts it in place as a whole.
 */
record ReleaseCache(Path folder) {

  private static final Duration PAUSE = Duration.ofMillis(100);

  /** Returns the cache of the current user. */
  static ReleaseCache ofUser() {
    return new ReleaseCache(ofUser(System.getenv(), System.getProperty("user.home")));
  }

  /** Returns the folder below {@code XDG_CACHE_HOME} or its default. */
  static Path ofUser(Map<String, String> environment, String home) {
    return UserCache.folder(environment, home).resolve("releases");
  }

  /** Makes the folder, writable only by its owner, and refuses one to which others may write. */
  void make() throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    var problem = FolderAccess.problem(folder);
    if (problem.isPresent()) {
      throw new SharedFolderException(problem.get());
    }
  }

  /** Reports that other users could replace what is in the cache. */
  static final class SharedFolderException extends IOException {
    private static final long serialVersionUID = 1;

    SharedFolderException(String message) {
      super(message);
    }
  }

  /** Returns the path of an incomplete archive, which is kept when a download breaks off. */
  Path partial(String digest) {
    return folder.resolve(digest + ".part");
  }

  /** Finds the files of an archive; empty if they are missing, incomplete or changed. */
  Optional<Path> files(String digest) throws IOException {
    var files = folder.resolve(digest).resolve("files");
    var list = folder.resolve(digest).resolve("list");
    boolean whole = Files.exists(list) && Files.readString(list).equals(list(files));
    return whole ? Optional.of(files) : Optional.empty();
  }

  /** Unpacks the archive. */
  interface CacheFiller {
    void into(Path folder)
        throws ArchiveUnpacker.RefusedArchiveException, IOException, InterruptedException;
  }

  /** Adds the files of an archive, all or none. The lock must be held. */
  Path store(String digest, CacheFiller cacheFiller)
      throws ArchiveUnpacker.RefusedArchiveException, IOException, InterruptedException {
    var made = folder.resolve(digest + ".new");
    delete(made);
    try {
      var files = Files.createDirectories(made.resolve("files"));
      cacheFiller.into(files);
      Files.writeString(made.resolve("list"), list(files));
      delete(folder.resolve(digest));
      Files.move(made, folder.resolve(digest), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      delete(made);
    }
    return folder.resolve(digest).resolve("files");
  }

  /** Returns a digest found earlier for something that cannot change. */
  Optional<String> remembered(String key) throws IOException {
    var note = folder.resolve(key + ".sum");
    return Files.exists(note)
        ? Optional.of(Files.readString(note).strip()).filter(s -> s.matches("[0-9a-f]{64}"))
        : Optional.empty();
  }

  void remember(String key, String digest) throws IOException {
    var made = Files.createTempFile(folder, key, ".new");
    Files.writeString(made, digest + "\n", StandardCharsets.UTF_8);
    Files.move(made, folder.resolve(key + ".sum"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Waits until no other run works on the archive. */
  FileChannel lock(String digest) throws IOException, InterruptedException {
    var channel =
        FileChannel.open(
            folder.resolve(digest + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean held = false;
    try {
      while (!held) {
        held = tryLock(channel);
        if (!held) {
          Thread.sleep(PAUSE);
        }
      }
      return channel;
    } finally {
      if (!held) {
        channel.close();
      }
    }
  }

  /** Locks until the channel is closed or this process ends. */
  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Another thread of this process holds the lock.
      return false;
    }
  }

  /** Lists every file with its digest, which is computed again if anything touched the file. */
  private static String list(Path files) throws IOException {
    if (!Files.isDirectory(files)) {
      return "";
    }
    try (var all = Files.walk(files)) {
      var lines = new TreeMap<String, String>();
      for (var file : all.toList()) {
        lines.put(files.relativize(file).toString(), state(file));
      }
      return lines.entrySet().stream()
          .map(line -> line.getValue() + " " + line.getKey() + "\n")
          .collect(Collectors.joining());
    }
  }

  private static String state(Path file) throws IOException {
    if (Files.isSymbolicLink(file)) {
      return "link:" + Files.readSymbolicLink(file);
    }
    return Files.isDirectory(file)
        ? "folder"
        : FileDigestCache.content(file).sha256() + (Files.isExecutable(file) ? "+x" : "");
  }

  static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> paths;
    try (var all = Files.walk(tree)) {
      paths = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (var path : paths) {
      Files.delete(path);
    }
  }
}
