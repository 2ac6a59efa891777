package runbook.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Counts processes with a mark in their environment. */
public final class MarkedProcesses {

  private MarkedProcesses() {}

  /** Waits some seconds for all of them to end, and returns how many are left. */
  public static long left(String mark) throws Exception {
    long left = count(mark);
    for (int i = 0; i < 500 && left > 0; i++) {
      Thread.sleep(10);
      left = count(mark);
    }
    return left;
  }

  /** Waits some seconds until this many are left; reports whether that happened. */
  public static boolean settleAt(long expected, String mark) throws Exception {
    // A process that is just starting may escape one look, so several must agree.
    int agreed = 0;
    for (int i = 0; i < 2000 && agreed < 5; i++) {
      agreed = count(mark) == expected ? agreed + 1 : 0;
      Thread.sleep(10);
    }
    return agreed == 5;
  }

  public static long count(String mark) throws IOException {
    return commands(mark).size();
  }

  /** Returns their command lines, which explain why there are too many. */
  public static List<String> commands(String mark) throws IOException {
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      var commands = new ArrayList<String>();
      for (var process : processes) {
        if (text(process.resolve("environ")).contains(mark)) {
          commands.add(text(process.resolve("cmdline")).replace('\0', ' '));
        }
      }
      return commands;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, ISO_8859_1);
    } catch (IOException e) {
      // The process has ended, or belongs to another user.
      return "";
    }
  }
}
