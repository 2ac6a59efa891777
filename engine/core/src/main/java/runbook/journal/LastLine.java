package runbook.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runbook.report.RunTotals;

/**
 * The last line of the journal of a run that has ended.
 *
 * @param complete whether every host has finished every play
 */
record LastLine(boolean complete, RunTotals runTotals) {

  private static final int LONGEST = 4096;

  static Map<String, Object> of(boolean complete, RunTotals runTotals) {
    var line = new LinkedHashMap<String, Object>();
    line.put("complete", complete);
    for (var part : RecordParts.of(RunTotals.class).parts()) {
      line.put(part.name(), part.of(runTotals));
    }
    line.put("result", runTotals.result().name().toLowerCase(Locale.ROOT));
    line.put("took", runTotals.took().toNanos() / 1_000_000_000.0);
    return line;
  }

  /** Reads only the end of a file; empty if the run has not ended. */
  static Optional<LastLine> of(Path file) {
    try (var channel = Files.newByteChannel(file)) {
      int size = (int) Math.min(channel.size(), LONGEST);
      var end = ByteBuffer.allocate(size);
      channel.position(channel.size() - size);
      while (end.hasRemaining() && channel.read(end) >= 0) {
        // A channel may return less than is asked for.
      }
      var text = new String(end.array(), StandardCharsets.UTF_8);
      var last = text.lines().reduce("", (_, line) -> line);
      return JsonLine.read(last) instanceof Map<?, ?> map ? of(map) : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  static Optional<LastLine> of(Map<?, ?> line) {
    return line.containsKey("complete")
        ? Optional.of(
            new LastLine(
                Boolean.TRUE.equals(line.get("complete")),
                (RunTotals) EventReader.record(RunTotals.class, line)))
        : Optional.empty();
  }
}
