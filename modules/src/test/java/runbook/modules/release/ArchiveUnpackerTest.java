package runbook.modules.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveUnpackerTest {

  @TempDir Path folder;

  private Path unpack(byte[] archive, ArchiveUnpacker.ArchiveLimits archiveLimits)
      throws Exception {
    var file = Files.write(folder.resolve("archive"), archive);
    var to = Files.createDirectory(folder.resolve("to"));
    ArchiveUnpacker.unpack(file, true, to, archiveLimits);
    return to;
  }

  private String refused(byte[] archive, ArchiveUnpacker.ArchiveLimits archiveLimits) {
    return assertThrows(
            ArchiveUnpacker.RefusedArchiveException.class, () -> unpack(archive, archiveLimits))
        .getMessage();
  }

  private String refused(ArchiveBuilder archive) {
    return refused(archive.bytes(), ArchiveUnpacker.ArchiveLimits.USUAL);
  }

  @Test
  void filesFoldersAndLinksAreMade() throws Exception {
    var to =
        unpack(
            new ArchiveBuilder()
                .file("a/b/program", 04775, "run me".getBytes(UTF_8))
                .file("./a/text", 0600, "read me".getBytes(UTF_8))
                .folder("a/empty")
                .symlink("a/current", "b/../b/program")
                .hardlink("a/same", "a/text")
                .file("n".repeat(200) + "/" + "n".repeat(200), 0644, new byte[0])
                .bytes(),
            ArchiveUnpacker.ArchiveLimits.USUAL);
    assertEquals("run me", Files.readString(to.resolve("a/current")));
    assertEquals(0755, (int) Files.getAttribute(to.resolve("a/b/program"), "unix:mode") & 07777);
    assertEquals(0644, (int) Files.getAttribute(to.resolve("a/text"), "unix:mode") & 07777);
    assertEquals("read me", Files.readString(to.resolve("a/same")));
    assertTrue(Files.isDirectory(to.resolve("a/empty")));
    assertTrue(Files.exists(to.resolve("n".repeat(200)).resolve("n".repeat(200))));
  }

  @Test
  void pathsThatLeaveTheFolderAreRefused() {
    for (var path : new String[] {"../out", "a/../../out", "/etc/out", "a/..", ".."}) {
      var message = refused(new ArchiveBuilder().file(path));
      assertEquals("the path '%s' is outside the folder".formatted(path), message);
      clean();
    }
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void linksThatLeaveTheFolderAreRefused() {
    for (var target : new String[] {"/etc/passwd", "../../out", "..", "b/../../.."}) {
      var message = refused(new ArchiveBuilder().symlink("link", target));
      assertEquals("the link 'link' leads to '%s'".formatted(target), message);
      clean();
    }
    assertEquals(
        "the path '../out' is outside the folder",
        refused(new ArchiveBuilder().hardlink("link", "../out")));
    clean();
    assertEquals(
        "the link 'link' leads to 'missing'",
        refused(new ArchiveBuilder().hardlink("link", "missing")));
  }

  @Test
  void chainedLinksThatLeaveTheFolderAreRefused() {
    var message =
        refused(
            new ArchiveBuilder().folder("a/b").symlink("a/b/c", "../..").symlink("q", "a/b/c/.."));
    assertEquals("the link 'q' points outside the folder", message);
    clean();
    assertEquals(
        "the link 'round' has no target", refused(new ArchiveBuilder().symlink("round", "round")));
  }

  @Test
  void nothingIsWrittenThroughLink() {
    var message = refused(new ArchiveBuilder().folder("a").symlink("b", "a").file("b/file"));
    assertEquals("'b' is not a folder, but the archive has files below it", message);
    assertFalse(Files.exists(folder.resolve("to/a/file")));
    clean();
    assertEquals(
        "it contains 'b' twice", refused(new ArchiveBuilder().symlink("b", "a").file("b")));
  }

  @Test
  void devicesAreRefused() {
    assertEquals("'null' is a device or similar", refused(new ArchiveBuilder().device("null")));
    clean();
    assertEquals("'pipe' is a device or similar", refused(new ArchiveBuilder().fifo("pipe")));
  }

  @Test
  void archiveThatWouldFillDiskIsRefused() throws Exception {
    var bomb = new ArchiveBuilder().file("zeros", 0644, new byte[50_000_000]).bytes();
    assertTrue(bomb.length < 100_000);
    assertEquals(
        "its unpacked size exceeds 1,000,000 bytes",
        refused(bomb, new ArchiveUnpacker.ArchiveLimits(1_000_000, 10)));
    assertTrue(Files.size(folder.resolve("to/zeros")) <= 1_000_000);
    clean();
    var many = new ArchiveBuilder();
    for (int i = 0; i < 11; i++) {
      many.file("file" + i);
    }
    assertEquals(
        "it contains more than 10 files",
        refused(many.bytes(), new ArchiveUnpacker.ArchiveLimits(1_000_000, 10)));
  }

  @Test
  void hugeNameIsRefused() {
    assertEquals(
        "the name or the description of a file in it is too long",
        refused(new ArchiveBuilder().name(5_000_000).bytes(), ArchiveUnpacker.ArchiveLimits.USUAL));
  }

  @Test
  void damagedArchiveIsRefused() throws Exception {
    var archive = ArchiveBuilder.etcd("3.5.16", "amd64");
    for (var cut : new int[] {0, 1, 9, 20, 500, archive.length / 2, archive.length - 5}) {
      var message = refused(Arrays.copyOf(archive, cut), ArchiveUnpacker.ArchiveLimits.USUAL);
      assertTrue(message.startsWith("it is damaged"), cut + ": " + message);
      clean();
    }
    assertTrue(refused(packed("no tar at all ".repeat(100))).startsWith("it is damaged"));
    clean();
    assertEquals("it is empty", refused(packed("\0".repeat(10_240))));
  }

  private String refused(byte[] archive) {
    return refused(archive, ArchiveUnpacker.ArchiveLimits.USUAL);
  }

  private static byte[] packed(String content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private void clean() {
    try {
      ReleaseCache.delete(folder.resolve("to"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
