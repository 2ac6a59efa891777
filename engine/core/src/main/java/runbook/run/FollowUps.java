package runbook.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.connection.NoteFiles;
import runbook.module.Script;
import runbook.playbook.Play;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.step.TaskNotes;

/**
 * What must happen in a play after a task has changed a host: the handlers that it notifies, and
 * the tasks with a condition such as {@code when: unit.changed}. Hosts note both, so that a later
 * run can do what one that ended early has left.
 */
final class FollowUps {

  private final String file;
  private final String header;
  private final IdentityHashMap<Task, String> keys = new IdentityHashMap<>();
  private final IdentityHashMap<Task, List<Task>> followUps = new IdentityHashMap<>();
  private final IdentityHashMap<Task, List<Task>> causes = new IdentityHashMap<>();

  /**
   * Creates the follow-ups of a play.
   *
   * @param number tells plays of the same name apart
   */
  FollowUps(Path playbook, Play play, int number) {
    var name = playbook.getFileName().toString();
    this.file = NoteFiles.key(name, play.name(), String.valueOf(number));
    this.header = "play %s: %s".formatted(name, oneLine(play.name()));
    var tasks = play.elements().stream().flatMap(FollowUps::tasks).toList();
    var times = new HashMap<String, Integer>();
    Stream.concat(tasks.stream(), play.handlers().stream())
        .forEach(task ->
            keys.put(
                task, NoteFiles.key(task.name(), "" + times.merge(task.name(), 1, Integer::sum))));
    for (int i = 0; i < tasks.size(); i++) {
      put(tasks.get(i), play.handlers(), tasks.subList(i + 1, tasks.size()));
    }
    play.handlers().forEach(handler -> put(handler, play.handlers(), List.of()));
  }

  private static Stream<Task> tasks(PlayElement playElement) {
    return switch (playElement) {
      case Task task -> Stream.of(task);
      case RollingBlock block -> Stream.concat(block.gate().stream(), block.tasks().stream());
      default -> Stream.of();
    };
  }

  private void put(Task task, List<Task> handlers, List<Task> later) {
    var all = new ArrayList<Task>();
    handlers.stream()
        .filter(handler -> notifies(task, handler))
        .filter(handler -> isNoted(handler))
        .forEach(all::add);
    task.settings()
        .register()
        .map(name -> Pattern.compile("(?<![\\w.])" + Pattern.quote(name) + "\\s*\\.\\s*changed\\b"))
        .ifPresent(asked ->
            later.stream()
                .filter(FollowUps::isNoted)
                .filter(other -> asks(other, asked))
                .forEach(all::add));
    if (!all.isEmpty() && isNoted(task)) {
      followUps.put(task, List.copyOf(all));
      all.forEach(one -> causes.computeIfAbsent(one, _ -> new ArrayList<>()).add(task));
    }
  }

  static boolean notifies(Task task, Task handler) {
    return task.notifies().stream().anyMatch(name -> name.raw().equals(handler.name()));
  }

  /** The notes of a host are about what it did itself. */
  private static boolean isNoted(Task task) {
    return task.settings().delegation().delegate().isEmpty();
  }

  private static boolean asks(Task task, Pattern asked) {
    return task.inherited().when().expressions().stream()
        .anyMatch(term -> asked.matcher(term.text()).find());
  }

  /** Returns what a change of the task must be followed by; empty if by nothing. */
  List<Task> of(Task task) {
    return followUps.getOrDefault(task, List.of());
  }

  /** Returns the keys of what a change of the task with the key must be followed by. */
  Set<String> keysAfter(String key) {
    return followUps.entrySet().stream()
        .filter(entry -> keys.get(entry.getKey()).equals(key))
        .flatMap(entry -> entry.getValue().stream())
        .map(keys::get)
        .collect(Collectors.toSet());
  }

  /** Returns the tasks that must be followed by this one if they change something. */
  List<Task> causes(Task task) {
    return causes.getOrDefault(task, List.of());
  }

  /** Returns all tasks that must be followed by others. */
  Set<Task> causes() {
    return followUps.keySet();
  }

  /** Returns the keys of all tasks. */
  Set<String> keys() {
    return Set.copyOf(keys.values());
  }

  /** Returns all tasks that hosts note something about. */
  List<Task> tasks() {
    return List.copyOf(keys.keySet());
  }

  /** Returns the name of the note file of the play. */
  String file(String host) {
    return file + NoteFiles.part(host);
  }

  String key(Task task) {
    return keys.get(task);
  }

  /** Returns what the host notes before the task changes something, and after its command. */
  Optional<TaskNotes> notes(String host, Task task) {
    var changed = of(task).isEmpty() ? "" : note(host, "changed", task);
    var done = isNoted(task) && isOneCommand(task) ? note(host, "done", task) : "";
    return changed.isEmpty() && done.isEmpty()
        ? Optional.empty()
        : Optional.of(new TaskNotes(changed, keep(host, task), done));
  }

  /** Returns the command that keeps the output of a task, if another run can use it. */
  private String keep(String host, Task task) {
    return isKept(task) ? Script.of("rb_keep {}", output(host, task)).text() : "";
  }

  /** Returns the name under which the output of a task is kept. */
  String output(String host, Task task) {
    return file(host) + "." + key(task);
  }

  private static boolean isKept(Task task) {
    var settings = task.settings();
    return settings.register().isPresent()
        && settings.rules().changed().isEmpty()
        && !settings.noLog();
  }

  /** Reports whether the task is done once its command, if it has one, has succeeded. */
  private static boolean isOneCommand(Task task) {
    var settings = task.settings();
    boolean isHarmless =
        settings.rules().changed().stream()
            .flatMap(rule -> rule.expressions().stream())
            .anyMatch(term -> term.text().equals("false"));
    return settings.loop().isEmpty()
        && settings.repetition().isEmpty()
        && settings.rules().failed().isEmpty()
        && !isHarmless;
  }

  /** Returns the command that adds a note about the task, with the time. */
  String note(String host, String word, Task task) {
    var line =
        "%s %s %d %s"
            .formatted(word, keys.get(task), System.currentTimeMillis(), oneLine(task.name()));
    return Script.of("rb_note {} {} {}\n", file(host), header, line).text();
  }

  /** Returns the command that removes the notes of the play. */
  String forget(String host) {
    return Script.of("rb_forget {}\n", file(host)).text();
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
