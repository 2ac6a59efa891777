package runbook.modules.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseCacheTest {

  @TempDir Path folder;
  private ReleaseCache cache;
  private Path etcd;

  @BeforeEach
  void store() throws Exception {
    cache = new ReleaseCache(folder.resolve("cache"));
    cache.make();
    var files = cache.store("d", to -> Files.write(to.resolve("etcd"), new byte[3_000_000]));
    assertEquals(Optional.of(files), cache.files("d"));
    etcd = files.resolve("etcd");
  }

  @Test
  void changedFileOfSameSizeAndTimeIsNoticed() throws Exception {
    var time = Files.getLastModifiedTime(etcd);
    var bytes = Files.readAllBytes(etcd);
    bytes[2_000_000]++;
    Files.write(etcd, bytes);
    Files.setLastModifiedTime(etcd, time);
    assertEquals(Optional.empty(), cache.files("d"));
  }

  @Test
  void fileThatBecameExecutableIsNoticed() throws Exception {
    Files.setPosixFilePermissions(etcd, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertEquals(Optional.empty(), cache.files("d"));
  }

  @Test
  void folderThatOthersMayWriteIsRefused() throws Exception {
    Files.setPosixFilePermissions(cache.folder(), PosixFilePermissions.fromString("rwxrwxrwx"));
    var e = assertThrows(ReleaseCache.SharedFolderException.class, cache::make);
    assertEquals("other users may write to " + cache.folder(), e.getMessage());
  }
}
