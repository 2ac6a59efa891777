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
 * @param name as written, or derived from the module
 * @param module the module's name and its position
 * @param arguments the module's parameters, before variables are filled in
 * @param assigned the variables that the module sets
 * @param notifies the handlers that a change notifies, with the position of each name
 * @param inherited the settings of enclosing blocks, combined with the task's own
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

  /** Returns the variables that the task adds. */
  public Set<String> variables() {
    var variables = new LinkedHashSet<>(assigned);
    settings.register().ifPresent(variables::add);
    return variables;
  }

  /** Returns the variables that the task sees: the outer ones and its own. */
  public VariableScope scope(VariableScope outer) {
    return outer.withWeakest(inherited.fileSearchPath().defaults()).with(inherited.vars());
  }

  /** Returns the conditions that use its result. */
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
