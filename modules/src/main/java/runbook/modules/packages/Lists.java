package runbook.modules.packages;

import java.time.Duration;

/**
 * The lists of packages that a host has.
 *
 * @param asRoot whether root has looked, who alone may change them
 * @param age since they were fetched
 */
record Lists(boolean asRoot, Duration age) {

  boolean isYoungerThan(Duration other) {
    return age.compareTo(other) <= 0;
  }

  Lists fetched() {
    return new Lists(asRoot, Duration.ZERO);
  }

  @Override
  public String toString() {
    return age.toSeconds() + " s old";
  }
}
