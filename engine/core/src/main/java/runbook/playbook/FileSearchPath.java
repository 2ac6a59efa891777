package runbook.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.yaml.Node;

/**
 * The place where a task was written, which determines where its files are searched for.
 *
 * @param playbook the folder of the playbook
 * @param beside the folder of the file that contains the task
 * @param role the role that contains the task
 */
public record FileSearchPath(Path playbook, Path beside, Optional<Role> role) {

  public static FileSearchPath of(Path playbook) {
    return new FileSearchPath(playbook, playbook, Optional.empty());
  }

  FileSearchPath in(Path folder) {
    return new FileSearchPath(playbook, folder, role);
  }

  FileSearchPath in(Role inner, Path folder) {
    return new FileSearchPath(playbook, folder, Optional.of(inner));
  }

  /**
   * Returns the folders in which files and templates are searched for, the role's first. Playbooks
   * in different folders that share roles find the same files.
   */
  public List<Path> folders() {
    return Stream.of(
            role.map(Role::folder).stream(),
            Stream.of(playbook),
            role.map(Role::folder).map(FileSearchPath::ofRoles).stream())
        .flatMap(folders -> folders)
        .distinct()
        .toList();
  }

  /** Returns the folder next to the role's "roles" folder. */
  private static Path ofRoles(Path role) {
    return Optional.ofNullable(role.getParent())
        .flatMap(roles -> Optional.ofNullable(roles.getParent()))
        .orElse(Path.of(""));
  }

  /** Returns the defaults that apply here. */
  public Map<String, Node> defaults() {
    return role.map(Role::defaults).orElse(Map.of());
  }
}
