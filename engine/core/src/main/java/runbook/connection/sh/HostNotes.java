package runbook.connection.sh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a shell prints of the notes that earlier runs left on the host. */
final class HostNotes {

  /** More lines than any run writes, so that a host cannot fill the memory. */
  private static final int MOST_LINES = 100_000;

  private HostNotes() {}

  /** Returns the lines of each note file by its name. */
  static Map<String, List<String>> read(ShellOutputReader from) throws IOException {
    var files = new LinkedHashMap<String, List<String>>();
    var lines = new ArrayList<String>();
    for (int i = 0; i < MOST_LINES; i++) {
      var line = from.line();
      if (line.equals(".")) {
        return Map.copyOf(files);
      }
      if (line.startsWith("=")) {
        lines = new ArrayList<>();
        files.put(line.substring(1), lines);
      } else {
        lines.add(line.substring(Math.min(1, line.length())));
      }
    }
    throw new IOException("the notes of earlier runs on the host are too long");
  }
}
