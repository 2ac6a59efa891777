package runbook.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks after processes that wrote their number into a file. */
public final class PidFiles {

  private PidFiles() {}

  /** Whether it ends soon. One that nobody has yet asked for its exit status has ended. */
  public static boolean gone(Path file) throws Exception {
    var stat = Path.of("/proc", Files.readString(file).strip(), "stat");
    for (int i = 0; i < 500; i++) {
      try {
        if (Files.readString(stat).contains(") Z ")) {
          return true;
        }
      } catch (IOException e) {
        return true;
      }
      Thread.sleep(10);
    }
    return false;
  }
}
