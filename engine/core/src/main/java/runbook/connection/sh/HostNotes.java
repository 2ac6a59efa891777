package runbook.connection.sh;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what a shell prints of the notes that earlier runs left on the host. */
final class HostNotes {

  /** More than any run writes; what a host says after it is not kept. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private HostNotes() {}

  /** Returns the lines of each note file by its name. */
  static Map<String, List<String>> read(ShellOutputReader from) throws IOException {
    var files = new LinkedHashMap<String, List<String>>();
    var lines = new ArrayList<String>();
    int left = MOST_BYTES;
    for (var line = from.line(); !line.equals("."); line = from.line()) {
      left -= line.length() + 1;
      if (left < 0) {
        continue;
      }
      if (line.startsWith("=")) {
        lines = new ArrayList<>();
        files.put(line.substring(1), lines);
      } else {
        lines.add(line.substring(Math.min(1, line.length())));
      }
    }
    return Map.copyOf(files);
  }
}
