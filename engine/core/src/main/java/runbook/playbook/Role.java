package runbook.playbook;

import java.nio.file.Path;
import java.util.Map;
import runbook.text.Position;
import runbook.yaml.Node;

/**
 * Tasks, handlers, files and variables shared by several plays.
 *
 * @param defaults variables that all other variables override
 * @param spec the arguments that it takes
 * @param call where it is called
 */
public record Role(
    String name, Path folder, Map<String, Node> defaults, RoleSpec spec, Position call) {

  /** Returns the role as it is called at another place. */
  Role calledAt(Position other) {
    return new Role(name, folder, defaults, spec, other);
  }
}
