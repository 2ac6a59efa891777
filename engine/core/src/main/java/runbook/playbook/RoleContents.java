package runbook.playbook;

import java.util.List;
import java.util.Map;
import runbook.yaml.Node;

/**
 * The contents of a role, except its tasks and handlers.
 *
 * @param dependencies the roles that run before it
 */
record RoleContents(Role role, Map<String, Node> vars, List<Node> dependencies) {}
