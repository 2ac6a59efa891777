package runbook.playbook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import runbook.text.Position;
import runbook.value.Condition;
import runbook.value.VariableScope;
import runbook.yaml.Node;

/**
 * One call of a module.
 *
 * @param name as written, or made of the module's name
 * @param module the module's name, where it stands
 * @param arguments the module's parameters, still with their variables in them
 * @param assigned the variables that its module sets
 * @param notifies the handlers a change calls, where each name stands
 * @param inherited what blocks say as well, together with what they say
 */
public record Task(
    Position at,
    String name,
    Node.Scalar module,
    Node.Mapping arguments,
    Set<String> assigned,
    List<Node.Scalar> notifies,
    InheritedSettings inherited,
    TaskSettings settings)
    implements PlayElement {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** The variables that are there after it. */
  public Set<String> variables() {
    var variables = new LinkedHashSet<>(assigned);
    settings.register().ifPresent(variables::add);
    return variables;
  }

  /** What it sees of the variables around it, and its own. */
  public VariableScope scope(VariableScope outer) {
    return outer.withWeakest(inherited.fileSearchPath().defaults()).with(inherited.vars());
  }

  /** The conditions that see its result. */
  public List<Condition> conditions() {
    return Stream.concat(
            settings.rules().conditions(),
            settings.repetition().flatMap(RetryPolicy::until).stream())
        .toList();
  }

  Task named(String other) {
    return with(other, notifies);
  }

  Task notifying(List<Node.Scalar> others) {
    return with(name, others);
  }

  private Task with(String newName, List<Node.Scalar> newNotifies) {
    return new Task(at, newName, module, arguments, assigned, newNotifies, inherited, settings);
  }
}
