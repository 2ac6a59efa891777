package runbook.project;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;

/**
 * The folder with the {@code runbook.yml} of a project.
 *
 * @param root as users call it, relative to the current folder if it is near
 */
public record ProjectFolder(Path root) {

  static final String FILE = "runbook.yml";

  /**
   * Returns the project of a folder: the closest folder with a {@code runbook.yml} from here up to
   * the top of the Git repository.
   */
  public static Optional<ProjectFolder> around(Path folder) {
    var start = folder.toAbsolutePath().normalize();
    for (var above = start; above != null; above = above.getParent()) {
      // In a folder such as /tmp, another user could have put the file there.
      if (!above.equals(start) && isWritableByAll(above)) {
        return Optional.empty();
      }
      if (Files.isRegularFile(above.resolve(FILE))) {
        return Optional.of(new ProjectFolder(shown(above)));
      }
      if (Files.exists(above.resolve(".git"))) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean isWritableByAll(Path folder) {
    try {
      return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException e) {
      // Nothing is known about it, so nothing in it is trusted.
      return true;
    }
  }

  private static Path shown(Path root) {
    var here = Path.of("").toAbsolutePath();
    return root.startsWith(here) || here.startsWith(root) ? here.relativize(root) : root;
  }

  Path file() {
    return root.resolve(FILE);
  }

  Path lock() {
    return root.resolve("runbook.lock");
  }

  Path hidden() {
    return root.resolve(".runbook");
  }

  RoleStore store() {
    return new RoleStore(hidden().resolve("roles"));
  }
}
