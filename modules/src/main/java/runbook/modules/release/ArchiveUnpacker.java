package runbook.modules.release;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * Unpacks an archive. Refuses entries that would leave the folder, that are not a file, folder or
 * link, or that would fill the disk.
 */
final class ArchiveUnpacker {

  /** The limits for an unpacked archive. */
  record ArchiveLimits(long bytes, int entries) {
    static final ArchiveLimits USUAL = new ArchiveLimits(4L << 30, 100_000);
  }

  /** Reports that an archive is refused; the message says why. */
  static final class RefusedArchiveException extends Exception {
    private static final long serialVersionUID = 1;

    RefusedArchiveException(String message) {
      super(message);
    }
  }

  private static final Set<Byte> FILES =
      Set.of(
          TarConstants.LF_NORMAL,
          TarConstants.LF_OLDNORM,
          TarConstants.LF_CONTIG,
          TarConstants.LF_GNUTYPE_SPARSE);

  private final Path folder;
  private final ArchiveLimits archiveLimits;
  private final List<Path> links = new ArrayList<>();
  private final LimitedInputStream limitedInputStream;
  private int entries;

  private ArchiveUnpacker(Path folder, ArchiveLimits archiveLimits, InputStream packed) {
    this.folder = folder;
    this.archiveLimits = archiveLimits;
    this.limitedInputStream = new LimitedInputStream(packed, archiveLimits.bytes());
  }

  /**
   * Unpacks into an empty folder.
   *
   * @throws IOException if the folder cannot be written
   */
  static void unpack(Path archive, boolean gzip, Path folder, ArchiveLimits archiveLimits)
      throws RefusedArchiveException, IOException, InterruptedException {
    try (var file = new BufferedInputStream(Files.newInputStream(archive))) {
      unpack(file, gzip, folder, archiveLimits);
    }
  }

  static void unpack(InputStream archive, boolean gzip, Path folder, ArchiveLimits archiveLimits)
      throws RefusedArchiveException, IOException, InterruptedException {
    new ArchiveUnpacker(folder.toRealPath(), archiveLimits, plain(archive, gzip)).all();
  }

  private static InputStream plain(InputStream file, boolean gzip) throws RefusedArchiveException {
    try {
      return gzip ? new GZIPInputStream(file, 1 << 16) : file;
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private void all() throws RefusedArchiveException, IOException, InterruptedException {
    var tar = new TarArchiveInputStream(limitedInputStream);
    for (var entry = next(tar); entry != null; entry = next(tar)) {
      if (++entries > archiveLimits.entries()) {
        throw new RefusedArchiveException(
            "it contains more than %,d files".formatted(archiveLimits.entries()));
      }
      take(tar, entry);
    }
    if (entries == 0) {
      throw new RefusedArchiveException("it is empty");
    }
    for (var link : links) {
      staysInside(link);
    }
  }

  private TarArchiveEntry next(TarArchiveInputStream tar)
      throws RefusedArchiveException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      limitedInputStream.expectHeader();
      return tar.getNextEntry();
    } catch (LimitedInputStream.LimitExceededException e) {
      throw new RefusedArchiveException(e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private void take(TarArchiveInputStream tar, TarArchiveEntry entry)
      throws RefusedArchiveException, IOException {
    var path = inside(entry.getName());
    if (entry.isDirectory()) {
      folders(path);
      return;
    }
    if (path.equals(folder)) {
      throw new RefusedArchiveException("it contains a file without a name");
    }
    folders(path.getParent());
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new RefusedArchiveException("it contains '%s' twice".formatted(entry.getName()));
    }
    if (entry.isSymbolicLink()) {
      link(path, entry);
    } else if (entry.isLink()) {
      var target = inside(entry.getLinkName());
      if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new RefusedArchiveException(leads(entry));
      }
      Files.createLink(path, target);
    } else if (FILES.contains(entry.getLinkFlag())) {
      file(tar, entry, path);
    } else {
      throw new RefusedArchiveException("'%s' is a device or similar".formatted(entry.getName()));
    }
  }

  private void file(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws RefusedArchiveException, IOException {
    limitedInputStream.expectContent(entry.getRealSize());
    try (var out = Files.newOutputStream(path)) {
      var buffer = new byte[1 << 16];
      for (int n = read(tar, buffer); n >= 0; n = read(tar, buffer)) {
        out.write(buffer, 0, n);
      }
    }
    boolean runs = (entry.getMode() & 0111) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private static int read(InputStream tar, byte[] buffer) throws RefusedArchiveException {
    try {
      return tar.read(buffer);
    } catch (LimitedInputStream.LimitExceededException e) {
      throw new RefusedArchiveException(e.getMessage());
    } catch (IOException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private void link(Path path, TarArchiveEntry entry) throws RefusedArchiveException, IOException {
    var target = plainPath(entry.getLinkName());
    if (target.isAbsolute() || !path.getParent().resolve(target).normalize().startsWith(folder)) {
      throw new RefusedArchiveException(leads(entry));
    }
    Files.createSymbolicLink(path, target);
    links.add(path);
  }

  /** Checks links after unpacking, as a link through other links can lead out of the folder. */
  private void staysInside(Path link) throws RefusedArchiveException, IOException {
    try {
      if (link.toRealPath().startsWith(folder)) {
        return;
      }
    } catch (FileSystemException e) {
      throw new RefusedArchiveException(
          "the link '%s' has no target".formatted(folder.relativize(link)));
    }
    throw new RefusedArchiveException(
        "the link '%s' points outside the folder".formatted(folder.relativize(link)));
  }

  private static String leads(TarArchiveEntry entry) {
    return "the link '%s' leads to '%s'".formatted(entry.getName(), entry.getLinkName());
  }

  private Path inside(String name) throws RefusedArchiveException {
    var path = plainPath(name);
    var inside = folder.resolve(path).normalize();
    boolean climbs = List.of(name.split("/", -1)).contains("..");
    if (path.isAbsolute() || climbs || !inside.startsWith(folder)) {
      throw new RefusedArchiveException("the path '%s' is outside the folder".formatted(name));
    }
    return inside;
  }

  private static Path plainPath(String name) throws RefusedArchiveException {
    try {
      return Path.of(name);
    } catch (java.nio.file.InvalidPathException e) {
      throw new RefusedArchiveException("'%s' is not a path".formatted(name));
    }
  }

  /** Makes sure that every parent is a real folder, so that nothing is written through a link. */
  private void folders(Path path) throws RefusedArchiveException, IOException {
    var at = folder;
    for (var part : folder.relativize(path)) {
      at = at.resolve(part);
      if (Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS) || at.equals(folder)) {
        continue;
      }
      if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new RefusedArchiveException(
            "'%s' is not a folder, but the archive has files below it"
                .formatted(folder.relativize(at)));
      }
      Files.createDirectory(at);
    }
  }

  private static RefusedArchiveException damaged(Exception e) {
    return new RefusedArchiveException("it is damaged: " + e.getMessage());
  }
}
