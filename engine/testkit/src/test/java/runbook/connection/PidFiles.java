package runbook.connection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds processes that wrote their id into a file. */
public final class PidFiles {

  private PidFiles() {}

  /** Reports whether the process ends soon. Zombies have ended. */
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
