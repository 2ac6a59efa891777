package runbook.playbook;

import java.util.List;

/**
 * What a role says of itself in its {@code arguments.yml}.
 *
 * @param doc what the role does; empty if nothing is said
 */
public record RoleSpec(String doc, List<RoleArgument> arguments) {

  static final RoleSpec NONE = new RoleSpec("", List.of());
}
