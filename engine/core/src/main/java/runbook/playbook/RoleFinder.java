package runbook.playbook;

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
import runbook.text.Problems;
import runbook.text.Suggestion;
import runbook.yaml.Node;

/** Finds roles, and reads each once for a play. */
final class RoleFinder {

  private final Problems problems;
  private final Map<Path, RoleContents> texts = new LinkedHashMap<>();

  RoleFinder(Problems problems) {
    this.problems = problems;
  }

  /** Returns all roles that were read, in the order in which they were called. */
  List<Role> roles() {
    return texts.values().stream().map(RoleContents::role).toList();
  }

  /** Returns the role of a name, as seen from the place that calls it. */
  Optional<RoleContents> find(Node.Scalar name, FileSearchPath from) {
    var shelves = shelves(from);
    for (var shelf : shelves) {
      var folder = shelf.resolve(name.raw()).normalize();
      if (RoleFolder.is(folder)) {
        return Optional.of(
            texts.computeIfAbsent(folder, f -> new RoleFolder(f, problems).text(name.at())));
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

  private static List<Path> shelves(FileSearchPath from) {
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

  private static Set<String> names(List<Path> shelves) {
    var names = new TreeSet<String>();
    for (var shelf : shelves) {
      // Null if the folder does not exist.
      Stream.ofNullable(shelf.toFile().list())
          .flatMap(Arrays::stream)
          .filter(name -> RoleFolder.is(shelf.resolve(name)))
          .forEach(names::add);
    }
    return names;
  }
}
