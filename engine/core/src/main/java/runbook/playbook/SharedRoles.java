package runbook.playbook;

import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import runbook.text.Position;
import runbook.text.Problems;

/** Roles that are not beside a playbook. */
public interface SharedRoles {

  SharedRoles NONE = new NoSharedRoles(false);

  /** The roles of a project that has a problem: any name may be one of them. */
  SharedRoles UNREADABLE = new NoSharedRoles(true);

  Set<String> names();

  boolean has(String name);

  /**
   * Returns the folder of a role; empty if there is a problem with it.
   *
   * @param at where the role is called
   */
  Optional<Path> folder(String name, Position at, Problems problems);

  /** Reports whether a folder has anything that makes it a role. */
  static boolean isRole(Path folder) {
    return RoleFolder.is(folder);
  }

  /** Reports whether a file, named from the folder of a role, makes this folder a role. */
  static boolean isPart(String file) {
    return RoleFolder.isPart(file);
  }

  /** No roles, or none that can be read. */
  record NoSharedRoles(boolean isUnreadable) implements SharedRoles {

    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public boolean has(String name) {
      return isUnreadable;
    }

    @Override
    public Optional<Path> folder(String name, Position at, Problems problems) {
      return Optional.empty();
    }
  }
}
