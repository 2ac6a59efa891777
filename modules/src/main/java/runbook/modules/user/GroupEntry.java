package runbook.modules.user;

import java.util.Optional;

/**
 * The state of a group on a host.
 *
 * @param asRoot whether root read the state; only root may change it
 * @param gid the number; empty if there is no such group, an empty text if the host will choose one
 */
public record GroupEntry(boolean asRoot, Optional<String> gid) {

  @Override
  public String toString() {
    return gid.map(id -> id.isEmpty() ? "present" : "gid " + id).orElse("absent");
  }
}
