package runbook.digest;

import java.nio.file.Path;
import java.util.Optional;

/** The folder where a user keeps what can be made again. */
final class UserCache {

  private UserCache() {}

  /** Returns the folder below {@code XDG_CACHE_HOME} or its default. */
  static Path folder() {
    return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
        .resolve("runbook");
  }
}
