package runbook.project;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.semver4j.Semver;

/** What can be chosen from. */
interface VersionCatalogue {

  /** Returns the version to try first, such as the one in use. */
  Optional<Semver> preferred(RoleWish wish);

  /** Returns all versions, the highest first. */
  Collection<Semver> versions(RoleWish wish) throws GetFailure, InterruptedException;

  /** Returns the roles that a role asks for in turn. */
  List<RoleWish> needs(ChosenRole role) throws GetFailure, InterruptedException;
}
