package runbook.schema;

import java.util.Locale;

/** Names of Java as they are written in YAML. */
final class SnakeCase {

  private SnakeCase() {}

  /** {@code daemonReload} and {@code DAEMON_RELOAD} to {@code daemon_reload}. */
  static String snake(String name) {
    var words = name.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_");
    // Java forbids a few names; there the underscore stands in.
    return words.toLowerCase(Locale.ROOT).replaceFirst("_$", "");
  }
}
