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

/** Reads the roles of a play. Each becomes a block of its tasks. */
final class RoleReader {

  private final TaskListReader elements;
  private final HandlerIndex handlerIndex;
  private final RoleFinder files;
  private final Problems problems;
  private final Set<RoleUse> used = new HashSet<>();
  private final Map<RoleUse, Map<String, String>> named = new HashMap<>();

  /** The lists of tasks being read, from the outermost to the innermost. */
  private final Deque<Path> open = new ArrayDeque<>();

  /** Identifies a use of a role: repeated identical uses run once. */
  private record RoleUse(
      Path folder,
      Condition when,
      Map<String, Node> vars,
      BecomeSettings become,
      Set<String> tags) {

    static RoleUse of(Role role, InheritedSettings inheritedSettings) {
      return new RoleUse(
          role.folder(),
          inheritedSettings.when(),
          inheritedSettings.vars(),
          inheritedSettings.become(),
          inheritedSettings.tags());
    }
  }

  RoleReader(
      TaskListReader elements,
      HandlerIndex handlerIndex,
      SharedRoles sharedRoles,
      Problems problems) {
    this.elements = elements;
    this.handlerIndex = handlerIndex;
    this.files = new RoleFinder(sharedRoles, problems);
    this.problems = problems;
  }

  /** Returns the defaults of all roles. Inside a role, its own come first. */
  Map<String, Node> defaults() {
    var defaults = new LinkedHashMap<String, Node>();
    files.roles().forEach(role -> defaults.putAll(role.defaults()));
    return defaults;
  }

  /** Reads a list of roles. Repeated identical entries run once. */
  List<PlayElement> list(List<Node> entries, InheritedSettings outer) {
    var read = new ArrayList<PlayElement>();
    for (var entry : entries) {
      read.addAll(entry(entry, outer));
    }
    return read;
  }

  private List<PlayElement> entry(Node entry, InheritedSettings outer) {
    var keywordReader =
        new KeywordReader(
            entry instanceof Node.Mapping map ? map : new Node.Mapping(entry.at(), List.of()),
            "a role",
            problems);
    Optional<Node.Scalar> name =
        switch (entry) {
          case Node.Mapping _ -> {
            keywordReader.allow(Keywords.ROLE, "a variable of the role goes below 'vars'");
            yield keywordReader.word("role");
          }
          case Node.Scalar scalar when scalar.value() != null ->
              keywordReader.fixed("roles", scalar);
          default -> {
            problems.add(
                entry.at(), "a role must be a name or a map", "as in {role: web, vars: {…}}");
            yield Optional.empty();
          }
        };
    return name.flatMap(n ->
            files.find(n, outer.fileSearchPath()).map(text -> once(text, n, keywordReader, outer)))
        .orElse(List.of());
  }

  private List<PlayElement> once(
      RoleContents text, Node.Scalar name, KeywordReader keywordReader, InheritedSettings outer) {
    if (callsItself(text.role(), MAIN, name)) {
      return List.of();
    }
    return used.add(RoleUse.of(text.role(), outer.with(keywordReader)))
        ? call(text, name, MAIN, inheritedSettings -> inheritedSettings.with(keywordReader), outer)
        : List.of();
  }

  /**
   * Returns the tasks of a role. Unlike entries under {@code roles}, calls can repeat.
   *
   * @param file the list of tasks to read, {@code main} by default
   * @param said adds the settings of the call
   */
  List<PlayElement> call(
      Node.Scalar name,
      Optional<Node.Scalar> file,
      UnaryOperator<InheritedSettings> said,
      InheritedSettings outer) {
    return files
        .find(name, outer.fileSearchPath())
        .map(text ->
            call(text, file.orElse(name), file.map(Node.Scalar::raw).orElse(MAIN), said, outer))
        .orElse(List.of());
  }

  /**
   * Reads the tasks of a role.
   *
   * @param named where the role is called
   */
  private List<PlayElement> call(
      RoleContents text,
      Node.Scalar named,
      String file,
      UnaryOperator<InheritedSettings> said,
      InheritedSettings outer) {
    var role = text.role().calledAt(named.at());
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
    if (callsItself(role, file, named)) {
      return List.of();
    }
    open.push(list);
    var fileSearchPath = outer.fileSearchPath().in(role, tasks);
    var read = new ArrayList<>(list(text.dependencies(), said.apply(outer).in(fileSearchPath)));
    var inheritedSettings = said.apply(outer.in(fileSearchPath).with(text.vars()));
    var names = handlers(role, folder, named, inheritedSettings);
    read.addAll(
        elements.read(
            folder.list(TASKS, file, named.at()),
            "the tasks of the role '" + role.name() + "'",
            inheritedSettings.withHandlers(names)));
    open.pop();
    return read;
  }

  private boolean callsItself(Role role, String file, Node.Scalar named) {
    if (!open.contains(role.folder().resolve(TASKS).resolve(file))) {
      return false;
    }
    problems.add(named.at(), "the role '" + role.name() + "' calls itself", "remove it here");
    return true;
  }

  /**
   * Reads the handlers. They run when notified, regardless of the conditions and tags of the call.
   */
  private Map<String, String> handlers(
      Role role, RoleFolder folder, Node.Scalar called, InheritedSettings caller) {
    var fileSearchPath = caller.fileSearchPath().in(role.folder().resolve(HANDLERS));
    var inheritedSettings = caller.in(fileSearchPath).unconditional();
    var roleUse = RoleUse.of(role, inheritedSettings);
    if (!named.containsKey(roleUse)) {
      var read =
          elements.tasks(
              folder.list(HANDLERS, MAIN, called.at()),
              "the handlers of the role '" + role.name() + "'",
              inheritedSettings);
      named.put(roleUse, handlerIndex.add(role, read));
    }
    return named.get(roleUse);
  }
}
