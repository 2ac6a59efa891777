package runbook.step;

import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import runbook.module.Fact;

/** What check mode foresees on all the hosts of a run, for questions that are about several. */
public final class Prospects {

  private sealed interface Note {}

  private record Changed(String host, Fact<?> fact) implements Note {}

  private record Clouded(String host, String why) implements Note {}

  private final Queue<Note> notes = new ConcurrentLinkedQueue<>();

  void change(String host, Fact<?> fact) {
    notes.add(new Changed(host, fact));
  }

  void cloud(String host, String why) {
    notes.add(new Clouded(host, why));
  }

  /** The first thing that stands in the way of asking about all hosts. */
  Optional<String> obstacle(Predicate<Fact<?>> which) {
    return notes.stream().flatMap(note -> obstacle(note, which).stream()).findFirst();
  }

  private static Optional<String> obstacle(Note note, Predicate<Fact<?>> which) {
    return switch (note) {
      case Clouded(var host, var why) -> Optional.of("on %s %s".formatted(host, why));
      case Changed(var host, var fact) ->
          which.test(fact)
              ? Optional.of("an earlier step would change %s on %s".formatted(fact.label(), host))
              : Optional.empty();
    };
  }
}
