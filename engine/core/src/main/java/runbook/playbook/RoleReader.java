package runbook.playbook;

import static runbook.playbook.RoleFolder.HANDLERS;
import static runbook.playbook.RoleFolder.MAIN;
import static runbook.playbook.RoleFolder.TASKS;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import runbook.schema.Keywords;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.yaml.Node;

/** Reads the roles of a play: each is a block of the tasks that are in its folder. */
final class RoleReader {

  private final ElementReader elements;
  private final Handlers handlers;
  private final RoleFiles files;
  private final Problems problems;
  private final Set<Use> used = new HashSet<>();
  private final Map<Use, Map<String, String>> named = new HashMap<>();

  /** The lists of tasks that are being read, each within the one before it. */
  private final Deque<Path> open = new ArrayDeque<>();

  /** What tells one use of a role from another. */
  private record Use(
      Path folder, Condition when, Map<String, Node> vars, Escalation become, Set<String> tags) {

    static Use of(Role role, Handed handed) {
      return new Use(role.folder(), handed.when(), handed.vars(), handed.become(), handed.tags());
    }
  }

  RoleReader(ElementReader elements, Handlers handlers, Problems problems) {
    this.elements = elements;
    this.handlers = handlers;
    this.files = new RoleFiles(problems);
    this.problems = problems;
  }

  /** The weakest variables of all roles; each role's own come before those of others. */
  Map<String, Node> defaults() {
    var defaults = new LinkedHashMap<String, Node>();
    files.roles().forEach(role -> defaults.putAll(role.defaults()));
    return defaults;
  }

  /** The tasks of a list of roles; one that stands there twice with the same words runs once. */
  List<Element> list(List<Node> entries, Handed outer) {
    var read = new ArrayList<Element>();
    for (var entry : entries) {
      read.addAll(entry(entry, outer));
    }
    return read;
  }

  private List<Element> entry(Node entry, Handed outer) {
    var fields =
        new Fields(
            entry instanceof Node.Mapping map ? map : new Node.Mapping(entry.at(), List.of()),
            "a role",
            problems);
    Optional<Node.Scalar> name =
        switch (entry) {
          case Node.Mapping _ -> {
            fields.allow(Keywords.ROLE, "a variable of the role goes below 'vars'");
            yield fields.word("role");
          }
          case Node.Scalar scalar when scalar.value() != null -> fields.fixed("roles", scalar);
          default -> {
            problems.add(
                entry.at(), "a role must be a name or a map", "as in {role: web, vars: {…}}");
            yield Optional.empty();
          }
        };
    return name.flatMap(n -> files.find(n, outer.home()).map(text -> once(text, n, fields, outer)))
        .orElse(List.of());
  }

  private List<Element> once(RoleText text, Node.Scalar name, Fields fields, Handed outer) {
    return used.add(Use.of(text.role(), outer.with(fields)))
        ? call(text, name, MAIN, handed -> handed.with(fields), outer)
        : List.of();
  }

  /**
   * The tasks of a role, as often as it is called.
   *
   * @param file which of its lists of tasks; its main one when nothing is said
   * @param said adds what is said where it is called
   */
  List<Element> call(
      Node.Scalar name, Optional<Node.Scalar> file, UnaryOperator<Handed> said, Handed outer) {
    return files
        .find(name, outer.home())
        .map(text ->
            call(text, file.orElse(name), file.map(Node.Scalar::raw).orElse(MAIN), said, outer))
        .orElse(List.of());
  }

  /**
   * @param named what calls it
   */
  private List<Element> call(
      RoleText text, Node.Scalar named, String file, UnaryOperator<Handed> said, Handed outer) {
    var role = text.role();
    var folder = new RoleFolder(role.folder(), problems);
    if (!folder.has(TASKS, file) && (folder.has(TASKS) || !file.equals(MAIN))) {
      problems.add(
          named.at(),
          "the role '%s' has no '%s/%s.yml'".formatted(role.name(), TASKS, file),
          folder.names(TASKS).isEmpty()
              ? "write its tasks to that file"
              : folder.names(TASKS).stream()
                  .sorted()
                  .collect(Collectors.joining(", ", "there is: ", "")));
      return List.of();
    }
    var tasks = role.folder().resolve(TASKS);
    var list = tasks.resolve(file);
    if (open.contains(list)) {
      problems.add(named.at(), "the role '" + role.name() + "' calls itself", "take it out here");
      return List.of();
    }
    open.push(list);
    var home = outer.home().in(role, tasks);
    var read = new ArrayList<>(list(text.dependencies(), said.apply(outer).in(home)));
    var handed = said.apply(outer.in(home).with(text.vars()));
    var names = handlers(role, folder, named, handed);
    read.addAll(
        elements.read(
            folder.list(TASKS, file, named.at()),
            "the tasks of the role '" + role.name() + "'",
            handed.calling(names)));
    open.pop();
    return read;
  }

  /** Handlers run where a change calls them, whatever is asked where the role is called. */
  private Map<String, String> handlers(
      Role role, RoleFolder folder, Node.Scalar called, Handed caller) {
    var home = caller.home().in(role.folder().resolve(HANDLERS));
    var handed = caller.in(home).unconditional();
    var use = Use.of(role, handed);
    if (!named.containsKey(use)) {
      var read =
          elements.tasks(
              folder.list(HANDLERS, MAIN, called.at()),
              "the handlers of the role '" + role.name() + "'",
              handed);
      named.put(use, handlers.add(role, read));
    }
    return named.get(use);
  }
}
