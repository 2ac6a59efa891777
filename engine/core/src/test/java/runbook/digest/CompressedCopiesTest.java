package runbook.digest;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.param.FileContent;

/** Large files are compressed once and kept. */
class CompressedCopiesTest {

  private static final int LARGE = 2_000_000;

  @TempDir Path folder;

  private CompressedCopies copies() {
    return new CompressedCopies(folder.resolve("compressed"));
  }

  private FileContent text() throws Exception {
    var file = folder.resolve("text");
    return FileContent.of(Files.writeString(file, "a line\n".repeat(LARGE / 7)));
  }

  @Test
  void copyIsSmallerAndHoldsTheContent() throws Exception {
    var content = text();
    var copy = copies().of(content).orElseThrow();
    assertTrue(Files.size(copy) < LARGE / 10);
    try (var in = new GZIPInputStream(Files.newInputStream(copy));
        var whole = content.open()) {
      assertArrayEquals(whole.readAllBytes(), in.readAllBytes());
    }
    var mode = Files.getPosixFilePermissions(copy.getParent());
    assertEquals("rwx------", PosixFilePermissions.toString(mode));
  }

  @Test
  void copyIsMadeOnce() throws Exception {
    var content = text();
    var copy = copies().of(content).orElseThrow();
    var inode = Files.getAttribute(copy, "unix:ino");
    assertEquals(Optional.of(copy), copies().of(content));
    assertEquals(inode, Files.getAttribute(copy, "unix:ino"));
  }

  @Test
  void contentThatDoesNotShrinkIsSentAsItIs() throws Exception {
    var bytes = new byte[LARGE];
    new Random(1).nextBytes(bytes);
    var content = FileContent.of(Files.write(folder.resolve("random"), bytes));
    assertEquals(Optional.empty(), copies().of(content));
    assertEquals(Optional.empty(), copies().of(content));
  }

  @Test
  void smallContentIsSentAsItIs() {
    assertEquals(Optional.empty(), copies().of(FileContent.of("small")));
    assertTrue(Files.notExists(folder.resolve("compressed")));
  }

  @Test
  void fileThatHasChangedSinceItsDigestIsNotKept() throws Exception {
    var content = text();
    Files.writeString(folder.resolve("text"), "another\n".repeat(LARGE / 8));
    assertEquals(Optional.empty(), copies().of(content));
    try (var files = Files.list(folder.resolve("compressed"))) {
      assertEquals(0, files.count());
    }
  }

  @Test
  void oldestCopiesMakeRoom() throws Exception {
    var place = Files.createDirectories(folder.resolve("compressed"));
    var old = place.resolve("old.gz");
    try (var file = new java.io.RandomAccessFile(old.toFile(), "rw")) {
      file.setLength(1L << 30);
    }
    var recent = Files.writeString(place.resolve("recent.gz"), "recent");
    Files.setLastModifiedTime(old, FileTime.from(Instant.EPOCH));
    assertTrue(copies().of(text()).isPresent());
    assertTrue(Files.notExists(old));
    assertTrue(Files.exists(recent));
  }
}
