package runbook.playbook;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import runbook.text.Position;
import runbook.yaml.Node;

/**
 * Elements for the hosts that match a pattern.
 *
 * @param hosts the pattern, as written
 * @param defaults the defaults of its roles, which all other variables override
 * @param handlers run at the end of the play, in this order, if a change notified them
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

  /** Returns the play with other elements. */
  public Play with(List<PlayElement> others) {
    return new Play(at, name, hosts, defaults, vars, become, tags, others, handlers);
  }

  /** Returns all tasks except handlers, in the order in which they run. */
  public List<Task> tasks() {
    return elements.stream().flatMap(playElement -> PlayCheck.tasks(playElement).stream()).toList();
  }

  /** Reports whether a task acts on another host, or one host runs it for all. */
  public boolean delegates() {
    return Stream.concat(tasks().stream(), handlers.stream())
        .map(task -> task.settings().delegation())
        .anyMatch(delegation -> delegation.once() || delegation.delegate().isPresent());
  }
}
