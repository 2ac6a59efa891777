package runbook.schema;

import java.util.Locale;

/** Converts Java names to YAML names. */
final class SnakeCase {

  private SnakeCase() {}

  /** Converts {@code daemonReload} and {@code DAEMON_RELOAD} to {@code daemon_reload}. */
  static String snake(String name) {
    var words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_");
    // A trailing underscore marks names that are reserved in Java.
    return words.toLowerCase(Locale.ROOT).replaceFirst("_$", "");
  }
}
