package runbook.modules.packages;

import java.time.Duration;

/**
 * The package lists of a host.
 *
 * @param asRoot whether root read the state; only root may change it
 * @param age the time since they were fetched
 */
record PackageLists(boolean asRoot, Duration age) {

  boolean isYoungerThan(Duration other) {
    return age.compareTo(other) <= 0;
  }

  PackageLists fetched() {
    return new PackageLists(asRoot, Duration.ZERO);
  }

  @Override
  public String toString() {
    return age.toSeconds() + " s old";
  }
}
