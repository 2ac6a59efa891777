package runbook.modules.release;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import runbook.module.param.FileContent;

/** Builds an archive. */
final class ArchiveBuilder {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  ArchiveBuilder() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** Returns a release with etcd's layout; the programs are the largest files. */
  static byte[] etcd(String version, String arch) {
    var top = "etcd-v" + version + "-linux-" + arch;
    var noise = new byte[200_000];
    new Random(version.hashCode()).nextBytes(noise);
    return new ArchiveBuilder()
        .folder(top)
        .file(top + "/etcd", 0755, noise)
        .file(top + "/etcdctl", 0775, ("etcdctl " + version).getBytes(StandardCharsets.UTF_8))
        .file(top + "/README.md", 0600, "read me".getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  static String sha256(byte[] bytes) {
    return FileContent.of(bytes).sha256();
  }

  ArchiveBuilder folder(String name) {
    return entry(new TarArchiveEntry(name + "/", true), new byte[0]);
  }

  ArchiveBuilder file(String name, int mode, byte[] content) {
    var entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    return entry(entry, content);
  }

  ArchiveBuilder file(String name) {
    return file(name, 0644, new byte[] {'x'});
  }

  ArchiveBuilder symlink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  ArchiveBuilder hardlink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  private ArchiveBuilder link(String name, String target, byte kind) {
    var entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return entry(entry, new byte[0]);
  }

  ArchiveBuilder device(String name) {
    return entry(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
  }

  ArchiveBuilder fifo(String name) {
    return entry(new TarArchiveEntry(name, TarConstants.LF_FIFO, true), new byte[0]);
  }

  /** Returns the header that gives the next file a long name. */
  ArchiveBuilder name(int length) {
    var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(length);
    return entry(entry, "n".repeat(length).getBytes(StandardCharsets.UTF_8));
  }

  private ArchiveBuilder entry(TarArchiveEntry entry, byte[] content) {
    try {
      if (entry.isFile() && entry.getSize() == 0) {
        entry.setSize(content.length);
      }
      entry.setModTime(0);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] bytes() {
    try {
      tar.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
