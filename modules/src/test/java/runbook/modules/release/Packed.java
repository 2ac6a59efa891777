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
import runbook.module.param.Content;

/** An archive in the making. */
final class Packed {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar;

  Packed() {
    try {
      tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** A release in the layout of etcd's, of which the programs are the larger part. */
  static byte[] etcd(String version, String arch) {
    var top = "etcd-v" + version + "-linux-" + arch;
    var noise = new byte[200_000];
    new Random(version.hashCode()).nextBytes(noise);
    return new Packed()
        .folder(top)
        .file(top + "/etcd", 0755, noise)
        .file(top + "/etcdctl", 0775, ("etcdctl " + version).getBytes(StandardCharsets.UTF_8))
        .file(top + "/README.md", 0600, "read me".getBytes(StandardCharsets.UTF_8))
        .bytes();
  }

  static String sha256(byte[] bytes) {
    return Content.of(bytes).sha256();
  }

  Packed folder(String name) {
    return entry(new TarArchiveEntry(name + "/", true), new byte[0]);
  }

  Packed file(String name, int mode, byte[] content) {
    var entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    return entry(entry, content);
  }

  Packed file(String name) {
    return file(name, 0644, new byte[] {'x'});
  }

  Packed symlink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  Packed hardlink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  private Packed link(String name, String target, byte kind) {
    var entry = new TarArchiveEntry(name, kind, true);
    entry.setLinkName(target);
    return entry(entry, new byte[0]);
  }

  Packed device(String name) {
    return entry(new TarArchiveEntry(name, TarConstants.LF_CHR, true), new byte[0]);
  }

  Packed fifo(String name) {
    return entry(new TarArchiveEntry(name, TarConstants.LF_FIFO, true), new byte[0]);
  }

  /** What says of the next file that it has so long a name. */
  Packed name(int length) {
    var entry = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    entry.setSize(length);
    return entry(entry, "n".repeat(length).getBytes(StandardCharsets.UTF_8));
  }

  private Packed entry(TarArchiveEntry entry, byte[] content) {
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
