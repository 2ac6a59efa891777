package runbook.modules.packages;

import java.util.Optional;

/** A package that a task wants, with an optional version. */
record WantedPackage(String name, Optional<String> version) {

  static WantedPackage of(String written) {
    var parts = written.split("=", 2);
    if (!parts[0].matches("[a-z0-9][a-z0-9+.-]+(:[a-z0-9-]+)?")) {
      throw new IllegalArgumentException("'%s' is not a valid package name".formatted(parts[0]));
    }
    if (parts.length == 2 && !parts[1].matches("[A-Za-z0-9][A-Za-z0-9.+~:-]*")) {
      throw new IllegalArgumentException("'%s' is not a version".formatted(parts[1]));
    }
    return new WantedPackage(
        parts[0], parts.length == 2 ? Optional.of(parts[1]) : Optional.empty());
  }
}
