package runbook.project;

import java.util.Optional;
import org.semver4j.Semver;

/**
 * A role in the version that suits all who want it.
 *
 * @param version empty if the role is a folder on this machine
 */
record ChosenRole(RoleWish wish, Optional<Semver> version) {

  @Override
  public String toString() {
    return version.map(v -> wish.name() + " " + v).orElse(wish.name());
  }
}
