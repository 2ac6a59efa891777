package runbook.modules.user;

import java.util.Optional;

/**
 * What a host knows of a group.
 *
 * @param asRoot whether root has looked, who alone may change it
 * @param gid empty when there is no such group; an empty text when the host will choose one
 */
public record GroupEntry(boolean asRoot, Optional<String> gid) {

  @Override
  public String toString() {
    return gid.map(id -> id.isEmpty() ? "present" : "gid " + id).orElse("absent");
  }
}
