package runbook.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.schema.Keywords;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;
import runbook.value.ConditionEvaluator;
import runbook.yaml.Node;

/** Reads lists of tasks, blocks, includes and barriers. */
final class TaskListReader {

  private final TaskReader taskReader;
  private final RoleReader roleReader;
  private final IncludeReader includeReader;
  private final Problems problems;

  /**
   * Creates a reader.
   *
   * @param handlerIndex gets the handlers of roles
   */
  TaskListReader(
      ModuleRegistry moduleRegistry,
      HandlerIndex handlerIndex,
      SharedRoles sharedRoles,
      Problems problems) {
    this.taskReader = new TaskReader(moduleRegistry, problems);
    this.roleReader = new RoleReader(this, handlerIndex, sharedRoles, problems);
    this.includeReader = new IncludeReader(this, roleReader, problems);
    this.problems = problems;
  }

  RoleReader roles() {
    return roleReader;
  }

  /** Returns the variables registered by tasks that could not be read. */
  Map<String, Node> lost() {
    return taskReader.lost();
  }

  /** Reads the elements of a list. Blocks are replaced by their elements. */
  List<PlayElement> read(Optional<Node> list, String what, InheritedSettings inheritedSettings) {
    var elements = new ArrayList<PlayElement>();
    for (var map : maps(list, what)) {
      if (map.get("block").isPresent()) {
        elements.addAll(block(map, inheritedSettings));
      } else if (IncludeReader.is(map)) {
        elements.addAll(includeReader.read(map, inheritedSettings));
      } else if (map.get("barrier").isPresent()) {
        new BarrierReader(problems).read(map, inheritedSettings).ifPresent(elements::add);
      } else {
        taskReader
            .read(map, inheritedSettings)
            .map(task -> seeing(task, inheritedSettings))
            .map(task -> HandlerIndex.calling(task, inheritedSettings.handlers()))
            .ifPresent(elements::add);
      }
    }
    return elements;
  }

  /** Reports a task whose loop would hide the item that an enclosing include's condition uses. */
  private Task seeing(Task task, InheritedSettings inheritedSettings) {
    if (inheritedSettings.vars().containsKey(IncludeReader.ITEM)
        && task.settings().loop().isPresent()
        && ConditionEvaluator.uses(inheritedSettings.when(), IncludeReader.ITEM)) {
      problems.add(
          task.settings().loop().get().at(),
          "this loop hides the item of the include, which its 'when' uses",
          "keep the value in a variable of the include: vars: {NAME: \"{{ item }}\"}");
    }
    return task;
  }

  /** Reads a list that can contain only tasks. */
  List<Task> tasks(Optional<Node> list, String what, InheritedSettings inheritedSettings) {
    var tasks = new ArrayList<Task>();
    for (var playElement : read(list, what, inheritedSettings)) {
      if (playElement instanceof Task task) {
        tasks.add(task);
      } else {
        problems.add(
            playElement.at(),
            "%s is not allowed under %s".formatted(kind(playElement), what),
            "only tasks can");
      }
    }
    return tasks;
  }

  private List<Node.Mapping> maps(Optional<Node> list, String what) {
    return switch (list.orElse(null)) {
      case null -> List.of();
      case Node.Sequence sequence ->
          sequence.items().stream().flatMap(item -> map(item, what).stream()).toList();
      case Node node -> {
        problems.add(
            node.at(),
            node.isEmpty() ? what + " is empty" : what + " must be a list",
            "begin each item with '- '");
        yield List.of();
      }
    };
  }

  private Optional<Node.Mapping> map(Node item, String what) {
    if (item instanceof Node.Mapping map) {
      return Optional.of(map);
    }
    problems.add(item.at(), "an item of " + what + " must be a map", "as in '- copy: {…}'");
    return Optional.empty();
  }

  private List<PlayElement> block(Node.Mapping map, InheritedSettings outer) {
    var keywordReader = new KeywordReader(map, "a block", problems);
    keywordReader.allow(Keywords.BLOCK);
    var inheritedSettings = outer.with(keywordReader);
    var rolling = keywordReader.node("rolling");
    if (rolling.isEmpty()) {
      return read(keywordReader.node("block"), "'block'", inheritedSettings);
    }
    if (!(rolling.get() instanceof Node.Mapping keys)) {
      problems.add(
          rolling.get().at(), "'rolling' must be a map", "as in rolling: {max_unavailable: 1}");
      return read(keywordReader.node("block"), "'block'", inheritedSettings);
    }
    return List.of(rolling(map, keywordReader, keys, inheritedSettings));
  }

  private RollingBlock rolling(
      Node.Mapping map,
      KeywordReader block,
      Node.Mapping keys,
      InheritedSettings inheritedSettings) {
    var keywordReader = new KeywordReader(keys, "'rolling'", problems);
    keywordReader.allow(Keywords.ROLLING);
    var gate = tasks(keywordReader.node("gate"), "'gate'", inheritedSettings);
    gate.stream().filter(task -> task.settings().delegation().once()).forEach(this::notOnce);
    return new RollingBlock(
        map.at(),
        block.text("name").orElse("rolling block"),
        keywordReader.count("max_unavailable").orElse(1),
        gate,
        tasks(block.node("block"), "a rolling block", inheritedSettings),
        inheritedSettings.tags());
  }

  private void notOnce(Task task) {
    problems.add(
        task.at(),
        "a gate must pass after each host, so 'run_once' is not allowed in it",
        "leave it out: with delegate_to it acts on one host all the same");
  }

  private static String kind(PlayElement playElement) {
    return switch (playElement) {
      case Task _ -> "a task";
      case Barrier _ -> "a barrier";
      case RollingBlock _ -> "a rolling block";
    };
  }
}
