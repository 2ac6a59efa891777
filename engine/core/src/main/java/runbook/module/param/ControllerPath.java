package runbook.module.param;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * An absolute path on the controller, which need not exist. A path that the user writes without a
 * leading slash is relative to the playbook; {@code ~/} is the user's home.
 */
public record ControllerPath(Path path) {

  public ControllerPath {
    path = path.toAbsolutePath().normalize();
  }

  public static ControllerPath of(Path folder, String written) {
    if (written.isBlank()) {
      throw new IllegalArgumentException("a path cannot be empty");
    }
    try {
      return new ControllerPath(
          written.startsWith("~/")
              ? Path.of(System.getProperty("user.home"), written.substring(2))
              : folder.resolve(written));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("this is not a path: " + e.getReason(), e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
