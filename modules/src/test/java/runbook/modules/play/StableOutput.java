package runbook.modules.play;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** The output of a run without parts that differ between runs. */
final class StableOutput {

  /** A line about a host begins with the event, padded to eight columns, and the host's name. */
  private static final Pattern HOST = Pattern.compile("\\S+ +(\\S+)  .*");

  private StableOutput() {}

  static String of(String text, Path folder) {
    var steady =
        text.replace(folder.toString(), "/srv")
            .replaceAll("127\\.0\\.1\\.1:\\d+", "127.0.1.1:PORT")
            .replaceAll(", \\w[\\w-]*:\\w[\\w-]*\\)", ", OWNER)")
            .replaceAll("after \\d+ ms", "after TIME")
            .replaceAll("(?m)^this machine is busy: .*\\R", "")
            .replaceAll("(?m)^slowest: .*", "slowest: STEPS")
            .replaceAll("(?m)^finished last: .*", "finished last: HOST")
            .replaceAll("(?m)^longest chain: .*", "longest chain: STEPS")
            .replaceAll("(?m), \\d+\\.\\d s$", ", TIME")
            .replaceAll("(?m) {1,9}\\d+ (B|kB) {1,9}\\d+ (B|kB)", "     BYTES     BYTES");
    var lines = new ArrayList<String>();
    var play = new ArrayList<List<String>>();
    boolean playing = false;
    for (var line : steady.lines().toList()) {
      if (line.isBlank() || line.startsWith("==") || !playing) {
        flush(play, lines);
        lines.add(line);
        playing = line.startsWith("==");
      } else if (line.startsWith("  ") && !play.isEmpty()) {
        play.getLast().add(line);
      } else {
        play.add(new ArrayList<>(List.of(line)));
      }
    }
    flush(play, lines);
    return String.join("\n", lines) + "\n";
  }

  /** Hosts run concurrently, so the lines are sorted by host. */
  private static void flush(List<List<String>> play, List<String> lines) {
    play.sort(Comparator.comparing(block -> host(block.getFirst())));
    play.forEach(lines::addAll);
    play.clear();
  }

  private static String host(String line) {
    var match = HOST.matcher(line);
    return match.matches() ? match.group(1) : "";
  }
}
