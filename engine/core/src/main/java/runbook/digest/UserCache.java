package runbook.digest;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The folder where a user keeps what can be made again. */
public final class UserCache {

  private UserCache() {}

  /** Returns the folder of the current user. */
  static Path folder() {
    return folder(System.getenv(), System.getProperty("user.home"));
  }

  /** Returns the folder below {@code XDG_CACHE_HOME} or its default. */
  public static Path folder(Map<String, String> environment, String home) {
    return Optional.ofNullable(environment.get("XDG_CACHE_HOME"))
        .map(Path::of)
        .filter(Path::isAbsolute)
        .orElseGet(() -> Path.of(home, ".cache"))
        .resolve("runbook");
  }
}
