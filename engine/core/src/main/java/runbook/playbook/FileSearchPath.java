package runbook.playbook;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import runbook.yaml.Node;

/**
 * Where a task was written, and so from where the files are looked for that it names.
 *
 * @param playbook the folder of the playbook
 * @param beside the folder of the file the task stands in
 * @param role the role it is a part of
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
   * Where files and templates are looked for: first what a role brings along. Roles that playbooks
   * of several folders share find the same files from each.
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

  /** The folder beside whose files the roles lie. */
  private static Path ofRoles(Path role) {
    return Optional.ofNullable(role.getParent())
        .flatMap(roles -> Optional.ofNullable(roles.getParent()))
        .orElse(Path.of(""));
  }

  /** The weakest variables that hold here. */
  public Map<String, Node> defaults() {
    return role.map(Role::defaults).orElse(Map.of());
  }
}
