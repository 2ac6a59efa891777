package runbook.project;

import java.nio.file.Path;

/** Where a role comes from. */
sealed interface RoleOrigin {

  /**
   * A Git repository.
   *
   * @param from the address with the prefix {@code git+}
   * @param folder the folder of the role in the repository; empty if it is the repository
   */
  record GitOrigin(String from, String folder) implements RoleOrigin {

    static final String PREFIX = "git+";

    String url() {
      return from.substring(PREFIX.length());
    }

    @Override
    public String toString() {
      return folder.isEmpty() ? from : from + " (" + folder + ")";
    }
  }

  /** A folder on this machine, which is used where it is. */
  record FolderOrigin(Path path) implements RoleOrigin {

    @Override
    public String toString() {
      return path.toString();
    }
  }
}
