package runbook.playbook;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Suggestion;

/** Checks that the parts of a play fit together. */
final class PlayCheck {

  private PlayCheck() {}

  static void check(List<PlayElement> elements, List<Task> handlers, Problems problems) {
    var names = new HashMap<String, Position>();
    handlers.forEach(handler -> unique("handler", handler, names, problems));
    var barriers = new HashMap<String, Position>();
    elements.stream()
        .filter(Barrier.class::isInstance)
        .forEach(barrier -> unique("barrier", barrier, barriers, problems));
    Consumer<Task> notifies = task -> notifies(task, names, problems);
    handlers.forEach(notifies);
    elements.forEach(playElement -> tasks(playElement).forEach(notifies));
  }

  /** Returns the tasks of an element, in the order in which they run. */
  static List<Task> tasks(PlayElement playElement) {
    return switch (playElement) {
      case Task task -> List.of(task);
      case Barrier _ -> List.of();
      case RollingBlock rollingBlock ->
          Stream.concat(rollingBlock.gate().stream(), rollingBlock.tasks().stream()).toList();
    };
  }

  private static void unique(
      String what, PlayElement playElement, Map<String, Position> seen, Problems problems) {
    var first = seen.putIfAbsent(playElement.name(), playElement.at());
    if (first != null) {
      problems.add(
          playElement.at(),
          "there is already a %s '%s' in %s"
              .formatted(what, playElement.name(), place(first, playElement.at())),
          "give each its own name");
    }
  }

  private static String place(Position first, Position second) {
    return first.source().equals(second.source()) ? "line " + first.line() : first.toString();
  }

  private static String known(Map<String, Position> handlers) {
    return handlers.isEmpty()
        ? "write it under the play's 'handlers'"
        : "there is: " + String.join(", ", new TreeSet<>(handlers.keySet()));
  }

  /** Returns the short names by which a role calls its own handlers. */
  private static Set<String> shortNames(Set<String> handlers) {
    return handlers.stream()
        .flatMap(name -> Stream.of(name, name.replaceFirst("^.* : ", "")))
        .collect(Collectors.toSet());
  }

  private static void notifies(Task task, Map<String, Position> handlers, Problems problems) {
    for (var name : task.notifies()) {
      if (!handlers.containsKey(name.raw())) {
        var near = Suggestion.hint(name.raw(), shortNames(handlers.keySet()));
        problems.add(
            name.at(),
            "there is no handler '" + name.raw() + "'",
            near.isEmpty() ? known(handlers) : near);
      }
    }
  }
}
