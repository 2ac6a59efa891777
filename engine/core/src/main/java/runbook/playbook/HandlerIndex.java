package runbook.playbook;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import runbook.text.Problems;
import runbook.yaml.Node;

/**
 * The handlers of a play and its roles. Tasks of a role call its handlers by their short names.
 * Other tasks can do so if only one role has a handler of that name.
 */
final class HandlerIndex {

  private final Map<String, Task> ofRoles = new LinkedHashMap<>();
  private final Map<String, List<String>> longNames = new LinkedHashMap<>();
  private final List<Task> own = new ArrayList<>();
  private final Problems problems;

  HandlerIndex(Problems problems) {
    this.problems = problems;
  }

  void add(List<Task> handlersOfPlay) {
    own.addAll(handlersOfPlay);
  }

  /** Adds the handlers of a role; returns their long names by short name. */
  Map<String, String> add(Role role, List<Task> handlers) {
    var names = new LinkedHashMap<String, String>();
    for (var handler : handlers) {
      var first = names.putIfAbsent(handler.name(), free(role.name() + " : " + handler.name()));
      if (first != null) {
        problems.add(
            handler.at(),
            "there is already a handler '%s' in this role".formatted(handler.name()),
            "give each its own name");
      }
    }
    for (var handler : handlers) {
      var name = names.get(handler.name());
      ofRoles.put(name, calling(handler, names).named(name));
      longNames.computeIfAbsent(handler.name(), _ -> new ArrayList<>()).add(name);
    }
    return names;
  }

  /** Returns the task with the long names of the handlers it notifies. */
  static Task calling(Task task, Map<String, String> names) {
    return task.notifying(
        task.notifies().stream()
            .map(call -> called(call, names.getOrDefault(call.raw(), call.raw())))
            .toList());
  }

  /** Returns all handlers, those of roles first. */
  List<Task> all() {
    var all = new ArrayList<>(ofRoles.values());
    all.addAll(own);
    return all.stream().map(this::resolved).toList();
  }

  /** Returns the elements with the names that handlers have in the play. */
  List<PlayElement> resolved(List<PlayElement> elements) {
    return elements.stream().map(playElement -> resolved(playElement)).toList();
  }

  private PlayElement resolved(PlayElement playElement) {
    UnaryOperator<List<Task>> each = tasks -> tasks.stream().map(this::resolved).toList();
    return switch (playElement) {
      case Task task -> resolved(task);
      case Barrier barrier -> barrier;
      case RollingBlock rollingBlock ->
          new RollingBlock(
              rollingBlock.at(),
              rollingBlock.name(),
              rollingBlock.maxUnavailable(),
              each.apply(rollingBlock.gate()),
              each.apply(rollingBlock.tasks()),
              rollingBlock.tags());
    };
  }

  private Task resolved(Task task) {
    return task.notifying(task.notifies().stream().map(this::resolved).toList());
  }

  private Node.Scalar resolved(Node.Scalar call) {
    var name = call.raw();
    if (ofRoles.containsKey(name) || own.stream().anyMatch(h -> h.name().equals(name))) {
      return call;
    }
    var meant = longNames.getOrDefault(name, List.of());
    if (meant.size() > 1) {
      problems.add(
          call.at(),
          "several roles have a handler '" + name + "'",
          "write '" + String.join("' or '", new TreeSet<>(meant)) + "'");
    }
    return meant.isEmpty() ? call : called(call, meant.getFirst());
  }

  private static Node.Scalar called(Node.Scalar call, String name) {
    return name.equals(call.raw()) ? call : new Node.Scalar(call.at(), name, name, false, false);
  }

  /** Returns an unused name: each use of a role with different variables has its own handlers. */
  private String free(String name) {
    var free = name;
    for (int i = 2; ofRoles.containsKey(free); i++) {
      free = "%s (%d)".formatted(name, i);
    }
    return free;
  }
}
