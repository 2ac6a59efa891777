package runbook.modules.release;

import java.util.Map;
import java.util.Optional;

/**
 * The processor architecture of a host.
 *
 * @param machine the name that {@code uname -m} prints
 */
record CpuArchitecture(String machine) {

  private static final Map<String, String> NAMES =
      Map.of(
          "x86_64", "amd64",
          "amd64", "amd64",
          "aarch64", "arm64",
          "arm64", "arm64",
          "ppc64le", "ppc64le",
          "s390x", "s390x");

  /** Returns the name that releases use; empty for an unknown architecture. */
  Optional<String> name() {
    return Optional.ofNullable(NAMES.get(machine));
  }

  @Override
  public String toString() {
    return machine;
  }
}
