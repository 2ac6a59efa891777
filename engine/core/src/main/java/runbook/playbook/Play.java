package runbook.playbook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import runbook.text.Position;
import runbook.yaml.Node;

/**
 * Elements for the hosts of a pattern.
 *
 * @param hosts the pattern, as written
 * @param defaults the variables of its roles, which all others hide
 * @param handlers run at the end of the play, in this order, where a change notified them
 */
public record Play(
    Position at,
    String name,
    Node.Scalar hosts,
    Map<String, Node> defaults,
    Map<String, Node> vars,
    BecomeSettings become,
    Set<String> tags,
    List<PlayElement> elements,
    List<Task> handlers) {

  /** The same play with other elements. */
  public Play with(List<PlayElement> others) {
    return new Play(at, name, hosts, defaults, vars, become, tags, others, handlers);
  }

  /** All tasks but the handlers, in the order in which they run. */
  public List<Task> tasks() {
    return elements.stream().flatMap(playElement -> PlayCheck.tasks(playElement).stream()).toList();
  }
}
