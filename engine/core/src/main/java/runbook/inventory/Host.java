package runbook.inventory;

import java.util.List;
import java.util.Map;
import runbook.text.Position;
import runbook.yaml.Node;

/**
 * A host.
 *
 * @param at where it is first named
 * @param vars its variables, including those of its groups, without passwords
 * @param groups the names of its groups, without {@code all}, in alphabetical order
 */
public record Host(
    String name,
    Position at,
    Map<String, Node> vars,
    List<String> groups,
    ConnectionSettings connectionSettings) {}
