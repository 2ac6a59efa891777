package runbook.playbook;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

/**
 * A role as its users see it.
 *
 * @param defaults the values of variables that are not arguments
 */
public record RoleDescription(String name, Path folder, RoleSpec spec, Map<String, Node> defaults) {

  /** Reads the description of a role; empty if the folder is not one. */
  public static Optional<RoleDescription> read(String name, Path folder, Problems problems) {
    if (!RoleFolder.is(folder)) {
      return Optional.empty();
    }
    var role =
        new RoleFolder(folder, problems)
            .text(name, new Source(folder.toString(), "").whole())
            .role();
    var defaults = new TreeMap<>(role.defaults());
    role.spec().arguments().forEach(argument -> defaults.remove(argument.name().raw()));
    return Optional.of(new RoleDescription(name, folder, role.spec(), defaults));
  }

  /** Returns the folders of roles beside a playbook that would be in this folder. */
  public static Map<String, Path> beside(Path folder) {
    var folders = new TreeMap<String, Path>();
    for (var shelf : List.of("playbooks/roles", "../roles", "roles")) {
      // Null if the folder does not exist.
      Stream.ofNullable(folder.resolve(shelf).toFile().list())
          .flatMap(Arrays::stream)
          .map(name -> folder.resolve(shelf).resolve(name).normalize())
          .filter(RoleFolder::is)
          .forEach(role -> folders.put(role.getFileName().toString(), role));
    }
    return folders;
  }

  /** Returns all roles that a playbook in a folder can call. */
  public static List<RoleDescription> all(Path folder, SharedRoles sharedRoles, Problems problems) {
    var folders = beside(folder);
    for (var name : sharedRoles.names()) {
      sharedRoles
          .folder(name, new Source(name, "").whole(), problems)
          .ifPresent(path -> folders.put(name, path));
    }
    var roles = new ArrayList<RoleDescription>();
    folders.forEach((name, path) -> read(name, path, problems).ifPresent(roles::add));
    return roles;
  }
}
