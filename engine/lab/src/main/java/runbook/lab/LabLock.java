package runbook.lab;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Allows one command at a time to change a lab; the kernel frees it if the command is killed. */
final class LabLock implements AutoCloseable {

  private final Path file;
  private final RandomAccessFile opened;

  private LabLock(Path file, RandomAccessFile opened) {
    this.file = file;
    this.opened = opened;
  }

  /** Reports whether a lock file exists, even one that a killed command left behind. */
  static boolean isAny(LabFolder folder) {
    return Files.exists(file(folder));
  }

  private static Path file(LabFolder folder) {
    return folder.path().resolveSibling("." + folder.name() + ".lock");
  }

  static LabLock on(LabFolder folder) throws IOException, InterruptedException, LabFailure {
    LabPrerequisites.demandRoot();
    var file = file(folder);
    while (true) {
      var claim = attempt(file);
      if (claim.isPresent()) {
        return claim.get();
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private static Optional<LabLock> attempt(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    RandomAccessFile opened;
    try {
      opened = new RandomAccessFile(file.toFile(), "rw");
    } catch (FileNotFoundException e) {
      if (Files.exists(file.getParent())) {
        throw e;
      }
      // Another command has just removed its lab and the parent folder.
      return Optional.empty();
    }
    if (locked(opened.getChannel())) {
      // The previous owner removes the file when it is done, so this may be a deleted file. A
      // random length identifies it: opening and closing the file to compare would drop the lock,
      // and writing contents could fail on a full disk.
      long length = ThreadLocalRandom.current().nextLong(1, 1L << 30);
      opened.setLength(length);
      if (length(file) == length) {
        return Optional.of(new LabLock(file, opened));
      }
    }
    opened.close();
    return Optional.empty();
  }

  private static long length(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException _) {
      return -1;
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException _) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
    opened.close();
    var root = file.getParent();
    if (isMountPoint(root)) {
      // That is a disk of the user, not a folder made for labs.
      return;
    }
    try {
      Files.deleteIfExists(root);
      if (root.equals(LabFolder.USUAL_ROOT)) {
        Files.deleteIfExists(root.getParent());
      }
    } catch (DirectoryNotEmptyException _) {
      // Other labs are there.
      return;
    }
  }

  private static boolean isMountPoint(Path folder) throws IOException {
    return Files.exists(folder)
        && !Files.getFileStore(folder).equals(Files.getFileStore(folder.getParent()));
  }
}
