package runbook.playbook;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.text.Suggestion;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Finds roles, and reads their files, each once for a play. */
final class RoleFiles {

  /** The folders of a role; one that has none of them is no role. */
  private static final List<String> PARTS =
      List.of("tasks", "handlers", "defaults", "vars", "meta", "files", "templates");

  private static final List<String> SUFFIXES = List.of(".yml", ".yaml");

  private final Problems problems;
  private final Map<Path, RoleText> texts = new LinkedHashMap<>();

  RoleFiles(Problems problems) {
    this.problems = problems;
  }

  /** All roles that were read, in the order in which they were called. */
  List<Role> roles() {
    return texts.values().stream().map(RoleText::role).toList();
  }

  /** The role of a name, as seen from where it is called. */
  Optional<RoleText> find(Node.Scalar name, Home from) {
    var shelves = shelves(from);
    for (var shelf : shelves) {
      var folder = shelf.resolve(name.raw()).normalize();
      if (isRole(folder)) {
        return Optional.of(texts.computeIfAbsent(folder, f -> text(name, f)));
      }
    }
    var hint = Suggestion.hint(name.raw(), names(shelves));
    problems.add(
        name.at(),
        "there is no role '" + name.raw() + "'",
        hint.isEmpty()
            ? "looked for "
                + shelves.stream()
                    .map(shelf -> "'" + shelf.resolve(name.raw()) + "'")
                    .collect(Collectors.joining(", "))
            : hint);
    return Optional.empty();
  }

  /** A list of tasks or handlers, with the folder it is in; empty when the role has none. */
  Optional<Node> list(Role role, String part, String file, Position named) {
    return node(role.folder().resolve(part), file, named).filter(node -> !node.isEmpty());
  }

  boolean has(Role role, String part, String file) {
    return place(role.folder().resolve(part), file).isPresent();
  }

  private static List<Path> shelves(Home from) {
    var beside = from.role().map(Role::folder).map(folder -> folder.resolve(".."));
    return Stream.concat(
            beside.stream(),
            Stream.of(
                from.playbook().resolve("roles"),
                from.playbook().resolve("../roles"),
                from.playbook()))
        .map(Path::normalize)
        .distinct()
        .toList();
  }

  private static boolean isRole(Path folder) {
    return PARTS.stream().anyMatch(part -> Files.isDirectory(folder.resolve(part)));
  }

  private static Set<String> names(List<Path> shelves) {
    var names = new TreeSet<String>();
    for (var shelf : shelves) {
      // Null for a folder that is not there.
      Stream.ofNullable(shelf.toFile().list())
          .flatMap(Arrays::stream)
          .filter(name -> isRole(shelf.resolve(name)))
          .forEach(names::add);
    }
    return names;
  }

  private RoleText text(Node.Scalar name, Path folder) {
    var role =
        new Role(folder.getFileName().toString(), folder, variables(folder, "defaults", name));
    return new RoleText(role, variables(folder, "vars", name), dependencies(folder, name));
  }

  private Map<String, Node> variables(Path folder, String part, Node.Scalar name) {
    return node(folder.resolve(part), "main", name.at())
        .map(node -> VariableMap.read(node, "a file of variables", problems))
        .orElse(Map.of());
  }

  private List<Node> dependencies(Path folder, Node.Scalar name) {
    return node(folder.resolve("meta"), "main", name.at())
        .filter(Node.Mapping.class::isInstance)
        .flatMap(node -> ((Node.Mapping) node).get("dependencies"))
        .filter(node -> !node.isEmpty())
        .map(node -> {
          if (node instanceof Node.Sequence list) {
            return list.items();
          }
          problems.add(node.at(), "'dependencies' must be a list of roles", "as in [common]");
          return List.<Node>of();
        })
        .orElse(List.of());
  }

  private Optional<Node> node(Path folder, String file, Position named) {
    return place(folder, file)
        .flatMap(f -> Source.read(f, f.toString(), named, problems))
        .flatMap(source -> YamlReader.read(source, problems));
  }

  private static Optional<Path> place(Path folder, String file) {
    return SUFFIXES.stream()
        .map(suffix -> folder.resolve(file.endsWith(suffix) ? file : file + suffix))
        .filter(Files::isRegularFile)
        .findFirst();
  }
}
