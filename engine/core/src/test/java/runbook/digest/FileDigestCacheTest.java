package runbook.digest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDigestCacheTest {

  private static final String FIRST = "1".repeat(64);
  private static final String SECOND = "2".repeat(64);

  @TempDir private Path folder;
  private Path file;
  private FileDigestCache fileDigestCache;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("a file"), "one");
    fileDigestCache = new FileDigestCache(folder.resolve("cache/runbook/digests"));
  }

  /** Digests are cached only for files that were not just written. */
  private void settle() throws IOException {
    var written = ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    while (Instant.now().isBefore(written.plusMillis(60))) {
      Thread.onSpinWait();
    }
  }

  private String asked(String otherwise) throws IOException {
    return fileDigestCache.of(file, () -> otherwise);
  }

  @Test
  void aFileThatHasNotChangedIsNotReadAgain() throws Exception {
    settle();
    assertEquals(FIRST, asked(FIRST));
    assertEquals(FIRST, asked(SECOND));
  }

  @Test
  void changedFileIsReadEvenIfTimeAndSizeAreEqual() throws Exception {
    settle();
    asked(FIRST);
    var before = Files.getLastModifiedTime(file);
    Files.writeString(file, "two");
    Files.setLastModifiedTime(file, before);
    assertEquals(SECOND, asked(SECOND));
  }

  @Test
  void replacedFileIsRead() throws Exception {
    settle();
    asked(FIRST);
    Files.move(Files.writeString(folder.resolve("new"), "two"), folder.resolve("a file 2"));
    Files.delete(file);
    Files.move(folder.resolve("a file 2"), file);
    assertEquals(SECOND, asked(SECOND));
  }

  @Test
  void entriesOfRemovedFilesAreRemoved() throws Exception {
    settle();
    asked(FIRST);
    var other = fileDigestCache;
    Files.delete(file);
    file = Files.writeString(folder.resolve("other"), "two");
    settle();
    other.of(file, () -> SECOND);
    var notes = Files.readString(folder.resolve("cache/runbook/digests"));
    assertFalse(notes.contains("a file"), notes);
  }

  @Test
  void invalidEntriesAreIgnored() throws Exception {
    settle();
    asked(FIRST);
    Files.writeString(folder.resolve("cache/runbook/digests"), "x y " + file + "\n\n");
    assertEquals(SECOND, asked(SECOND));
  }

  @Test
  void binaryGarbageIsIgnored() throws Exception {
    settle();
    asked(FIRST);
    Files.write(folder.resolve("cache/runbook/digests"), new byte[] {(byte) 0xff, ' ', 1});
    assertEquals(SECOND, asked(SECOND));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/proc/runbook/digests", "/dev/full/digests", "digests"})
  void withoutWritableCacheFileIsReadEveryTime(String notes) throws Exception {
    settle();
    fileDigestCache = new FileDigestCache(Path.of(notes));
    assertEquals(FIRST, asked(FIRST));
    assertEquals(SECOND, asked(SECOND));
    assertFalse(Files.exists(Path.of("digests")));
  }
}
