package runbook.inventory;

import java.util.List;
import java.util.Map;
import runbook.text.Position;
import runbook.yaml.Node;

/**
 * A host.
 *
 * @param at where it is first named
 * @param vars its variables, its groups' among them; passwords are not
 * @param groups the names of the groups it is in, without {@code all}, in the order of the alphabet
 */
public record Host(
    String name,
    Position at,
    Map<String, Node> vars,
    List<String> groups,
    ConnectionSettings connectionSettings) {}
