package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLockTest {

  @TempDir private Path folder;

  private static boolean isLocked(Object inode) throws Exception {
    return Files.readString(Path.of("/proc/locks")).contains(":" + inode + " ");
  }

  @Test
  void lockIsHeldUntilCommandEnds() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "labs are for root");
    var lab = new LabFolder(folder.resolve("labs").resolve("one"));
    Object inode;
    try (var _ = LabLock.on(lab)) {
      inode = Files.getAttribute(folder.resolve("labs").resolve(".one.lock"), "unix:ino");
      assertTrue(isLocked(inode));
    }
    assertFalse(isLocked(inode));
    assertFalse(Files.exists(folder.resolve("labs")));
  }
}
