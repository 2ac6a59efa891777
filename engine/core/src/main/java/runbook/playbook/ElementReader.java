package runbook.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.schema.Keywords;
import runbook.schema.Modules;
import runbook.text.Problems;
import runbook.value.Conditions;
import runbook.yaml.Node;

/** Reads lists of tasks, in which blocks and barriers may stand. */
final class ElementReader {

  private final TaskReader taskReader;
  private final RoleReader roleReader;
  private final Inclusion inclusion;
  private final Problems problems;

  /**
   * @param handlers gets those of the roles
   */
  ElementReader(Modules modules, Handlers handlers, Problems problems) {
    this.taskReader = new TaskReader(modules, problems);
    this.roleReader = new RoleReader(this, handlers, problems);
    this.inclusion = new Inclusion(this, roleReader, problems);
    this.problems = problems;
  }

  RoleReader roles() {
    return roleReader;
  }

  /** What tasks register that could not be read. */
  Map<String, Node> lost() {
    return taskReader.lost();
  }

  /** The elements of a list; blocks give way to what is in them. */
  List<Element> read(Optional<Node> list, String what, Handed handed) {
    var elements = new ArrayList<Element>();
    for (var map : maps(list, what)) {
      if (map.get("block").isPresent()) {
        elements.addAll(block(map, handed));
      } else if (Inclusion.is(map)) {
        elements.addAll(inclusion.read(map, handed));
      } else if (map.get("barrier").isPresent()) {
        new BarrierReader(problems).read(map, handed).ifPresent(elements::add);
      } else {
        taskReader
            .read(map, handed)
            .map(task -> seeing(task, handed))
            .map(task -> Handlers.calling(task, handed.handlers()))
            .ifPresent(elements::add);
      }
    }
    return elements;
  }

  /** The loop of a task would change what an include around it asks of its own item. */
  private Task seeing(Task task, Handed handed) {
    if (handed.vars().containsKey(Inclusion.ITEM)
        && task.settings().loop().isPresent()
        && Conditions.uses(handed.when(), Inclusion.ITEM)) {
      problems.add(
          task.settings().loop().get().at(),
          "this loop hides the item of the include, which 'when' asks for there",
          "keep what is asked for in a variable of the include: vars: {NAME: \"{{ item }}\"}");
    }
    return task;
  }

  /** The tasks of a list in which only tasks may stand. */
  List<Task> tasks(Optional<Node> list, String what, Handed handed) {
    var tasks = new ArrayList<Task>();
    for (var element : read(list, what, handed)) {
      if (element instanceof Task task) {
        tasks.add(task);
      } else {
        problems.add(
            element.at(),
            "%s cannot stand under %s".formatted(kind(element), what),
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

  private List<Element> block(Node.Mapping map, Handed outer) {
    var fields = new Fields(map, "a block", problems);
    fields.allow(Keywords.BLOCK);
    var handed = outer.with(fields);
    var rolling = fields.node("rolling");
    if (rolling.isEmpty()) {
      return read(fields.node("block"), "'block'", handed);
    }
    if (!(rolling.get() instanceof Node.Mapping keys)) {
      problems.add(
          rolling.get().at(), "'rolling' must be a map", "as in rolling: {max_unavailable: 1}");
      return read(fields.node("block"), "'block'", handed);
    }
    return List.of(rolling(map, fields, keys, handed));
  }

  private Rolling rolling(Node.Mapping map, Fields block, Node.Mapping keys, Handed handed) {
    var fields = new Fields(keys, "'rolling'", problems);
    fields.allow(Keywords.ROLLING);
    var gate = tasks(fields.node("gate"), "'gate'", handed);
    gate.stream().filter(task -> task.settings().errand().once()).forEach(this::notOnce);
    return new Rolling(
        map.at(),
        block.text("name").orElse("rolling block"),
        fields.count("max_unavailable").orElse(1),
        gate,
        tasks(block.node("block"), "a rolling block", handed),
        handed.tags());
  }

  private void notOnce(Task task) {
    problems.add(
        task.at(),
        "a gate must pass after each host, so 'run_once' cannot stand in it",
        "leave it out: with delegate_to it acts on one host all the same");
  }

  private static String kind(Element element) {
    return switch (element) {
      case Task _ -> "a task";
      case Barrier _ -> "a barrier";
      case Rolling _ -> "a rolling block";
    };
  }
}
