package runbook.project;

import java.util.List;

/**
 * The contents of a {@code runbook.yml}.
 *
 * @param roles the roles from elsewhere that the project calls
 * @param trust the keys that may sign them; if there are none, roles need no signature
 */
record ProjectFile(List<RoleWish> roles, List<TrustedKey> trust) {

  static final ProjectFile EMPTY = new ProjectFile(List.of(), List.of());
}
