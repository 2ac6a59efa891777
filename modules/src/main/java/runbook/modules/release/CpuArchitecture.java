package runbook.modules.release;

import java.util.Map;
import java.util.Optional;

/**
 * What kind of processor a host has.
 *
 * @param machine as {@code uname -m} calls it
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

  /** As releases call it; empty for those that nobody releases for. */
  Optional<String> name() {
    return Optional.ofNullable(NAMES.get(machine));
  }

  @Override
  public String toString() {
    return machine;
  }
}
