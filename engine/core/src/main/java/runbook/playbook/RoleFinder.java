package runbook.playbook;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
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

  private final SharedRoles sharedRoles;
  private final Problems problems;
  private final Map<Path, RoleContents> texts = new LinkedHashMap<>();

  /** The folders of shared roles, beside which are other versions, or things of others. */
  private final Set<Path> shared = new HashSet<>();

  RoleFinder(SharedRoles sharedRoles, Problems problems) {
    this.sharedRoles = sharedRoles;
    this.problems = problems;
  }

  /** Returns all roles that were read, in the order in which they were called. */
  List<Role> roles() {
    return texts.values().stream().map(RoleContents::role).toList();
  }

  /** Returns the role of a name, as seen from the place that calls it. */
  Optional<RoleContents> find(Node.Scalar name, FileSearchPath from) {
    var shelves = shelves(from);
    var beside =
        shelves.stream()
            .map(shelf -> shelf.resolve(name.raw()).normalize())
            .filter(RoleFolder::is)
            .findFirst();
    if (beside.isPresent() && !sharedRoles.names().contains(name.raw())) {
      var last = beside.get().getFileName().toString();
      return Optional.of(contents(beside.get(), last, name));
    }
    if (sharedRoles.has(name.raw())) {
      return shared(name, beside);
    }
    var known = names(shelves);
    known.addAll(sharedRoles.names());
    var hint = Suggestion.hint(name.raw(), known);
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

  private RoleContents contents(Path folder, String name, Node.Scalar call) {
    return texts.computeIfAbsent(folder, f -> new RoleFolder(f, problems).text(name, call.at()));
  }

  /** A role in two places would be another one for each reader, so it is refused. */
  private Optional<RoleContents> shared(Node.Scalar name, Optional<Path> beside) {
    var folder = sharedRoles.folder(name.raw(), name.at(), problems);
    if (folder.isPresent()
        && beside.isPresent()
        && !beside.get().toAbsolutePath().equals(folder.get().toAbsolutePath().normalize())) {
      problems.add(
          name.at(),
          "there are two roles '%s': in '%s', and in '%s' as runbook.yml asks for"
              .formatted(name.raw(), beside.get(), folder.get()),
          "remove one of them, or give the one in runbook.yml another 'name'");
      return Optional.empty();
    }
    folder.ifPresent(shared::add);
    return folder.map(f -> contents(f, name.raw(), name));
  }

  private List<Path> shelves(FileSearchPath from) {
    var beside =
        from.role()
            .map(Role::folder)
            .filter(folder -> !shared.contains(folder))
            .map(folder -> folder.resolve(".."));
    return Stream.of(
            beside.stream(),
            Stream.of(
                from.playbook().resolve("roles"),
                from.playbook().resolve("../roles"),
                from.playbook()),
            besideRoleOfExample(from.playbook()).stream())
        .flatMap(shelves -> shelves)
        .map(Path::normalize)
        .distinct()
        .toList();
  }

  /** Returns where the roles are if the playbook is an example of one of them. */
  private static Optional<Path> besideRoleOfExample(Path playbook) {
    var folder = playbook.toAbsolutePath().normalize();
    return RoleFolder.EXAMPLES.equals(String.valueOf(folder.getFileName()))
            && RoleFolder.is(folder.getParent())
        ? Optional.of(playbook.resolve("../.."))
        : Optional.empty();
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
