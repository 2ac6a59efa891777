package runbook.playbook;

import java.util.List;
import java.util.Map;
import runbook.yaml.Node;

/**
 * What the files of a role say, before any of its tasks is read.
 *
 * @param dependencies the roles that go before it
 */
record RoleContents(Role role, Map<String, Node> vars, List<Node> dependencies) {}
