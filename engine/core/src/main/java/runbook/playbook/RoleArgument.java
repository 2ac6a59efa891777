package runbook.playbook;

import java.util.List;
import java.util.Optional;
import runbook.yaml.Node;

/**
 * A variable that a role takes.
 *
 * @param choices the values that it can have; any if there are none
 * @param doc what it is for; empty if nothing is said
 */
public record RoleArgument(
    Node.Scalar name,
    ArgumentType type,
    Optional<Node> byDefault,
    boolean isRequired,
    List<String> choices,
    String doc) {}
