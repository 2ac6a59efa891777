package runbook.modules.packages;

import java.time.Duration;

/**
 * The lists of packages that a host has.
 *
 * @param asRoot whether root has looked, who alone may change them
 * @param age since they were fetched
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
