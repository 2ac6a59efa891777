package runbook.modules.user;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The state of a group on a host.
 *
 * @param asRoot whether root read the state; only root may change it
 * @param gid the number; empty if there is no such group, an empty text if the host will choose one
 * @param primaryOf the users that it is the primary group of; such a group cannot be removed
 */
public record GroupEntry(boolean asRoot, Optional<String> gid, SortedSet<String> primaryOf) {

  public GroupEntry {
    primaryOf = Collections.unmodifiableSortedSet(new TreeSet<>(primaryOf));
  }

  /** Makes the state of a group that is no user's primary group. */
  public GroupEntry(boolean asRoot, Optional<String> gid) {
    this(asRoot, gid, new TreeSet<>());
  }

  GroupEntry with(Optional<String> other) {
    return new GroupEntry(asRoot, other, primaryOf);
  }

  @Override
  public String toString() {
    return gid.map(id -> id.isEmpty() ? "present" : "gid " + id).orElse("absent");
  }
}
