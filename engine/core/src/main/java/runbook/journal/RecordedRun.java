package runbook.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import runbook.event.Event;
import runbook.report.RunTotals;
import runbook.report.Tally;

/**
 * A run as its file tells it. Everything that is said about a run, at once or later, is read from
 * here.
 */
public record RecordedRun(Path file, RunHeader header) {

  /** Receives the events of a run again. */
  @FunctionalInterface
  public interface Listener {

    void on(Duration sinceBegin, Event event);
  }

  /** Opens a file; empty if it is not the record of a run. */
  public static Optional<RecordedRun> open(Path file) throws IOException {
    return JournalReader.header(file).map(header -> new RecordedRun(file, header));
  }

  /** Passes on all events in order, up to the line in which the run was killed. */
  public void replay(Listener listener) throws IOException {
    try (var reader = Files.newBufferedReader(file)) {
      reader.readLine();
      int number = 2;
      for (var line = reader.readLine(); line != null; number++) {
        var next = reader.readLine();
        try {
          if (JsonLine.read(line) instanceof Map<?, ?> map && map.containsKey("event")) {
            var time = EventReader.time(map.get("time"));
            EventReader.event(map).ifPresent(event -> listener.on(time, event));
          }
        } catch (IllegalArgumentException e) {
          if (next != null || endsWithLine()) {
            throw new IOException("%s is damaged in line %d: %s".formatted(file, number, e), e);
          }
        }
        line = next;
      }
    }
  }

  /** Reports whether the last line is whole: that of a killed run lacks its end. */
  private boolean endsWithLine() throws IOException {
    try (var channel = Files.newByteChannel(file)) {
      var last = java.nio.ByteBuffer.allocate(1);
      channel.position(channel.size() - 1).read(last);
      return last.get(0) == '\n';
    }
  }

  /** Reports whether the run has ended, even if hosts have not finished. */
  public boolean hasEnded() {
    return LastLine.of(file).isPresent();
  }

  /** Returns the totals; they are in the last line unless the run has not ended. */
  public RunTotals totals() throws IOException {
    var lastLine = LastLine.of(file);
    if (lastLine.isPresent()) {
      return lastLine.get().runTotals();
    }
    var tally = new Tally();
    var soFar = new Duration[] {Duration.ZERO};
    replay((time, event) -> {
      tally.on(event);
      soFar[0] = time;
    });
    return RunTotals.unfinished(tally, soFar[0]);
  }
}
