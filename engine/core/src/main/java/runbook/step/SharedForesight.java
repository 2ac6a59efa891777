package runbook.step;

import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import runbook.module.Place;

/**
 * The predictions of check mode for all hosts of a run, for questions that concern several hosts.
 */
public final class SharedForesight {

  private sealed interface Note {}

  private record Changed(String host, String label, List<Place> places) implements Note {}

  private record Clouded(String host, String why) implements Note {}

  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();

  void change(String host, String label, List<Place> places) {
    notes.add(new Changed(host, label, places));
  }

  void markUncertain(String host, String why) {
    notes.add(new Clouded(host, why));
  }

  /** Returns the first reason not to ask about these places of all hosts. */
  Optional<String> obstacle(List<Place> places) {
    return notes.stream().flatMap(note -> obstacle(note, places).stream()).findFirst();
  }

  private static Optional<String> obstacle(Note note, List<Place> places) {
    return switch (note) {
      case Clouded(var host, var why) -> Optional.of("on %s %s".formatted(host, why));
      case Changed(var host, var label, var written) ->
          PlaceOverlap.anywhere().any(written, places)
              ? Optional.of("an earlier step would change %s on %s".formatted(label, host))
              : Optional.empty();
    };
  }
}
