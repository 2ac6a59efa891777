package runbook.playbook;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runbook.text.Position;
import runbook.value.Condition;
import runbook.yaml.Node;

/**
 * One call of a module.
 *
 * @param name as written, or made of the module's name
 * @param module the module's name, where it stands
 * @param arguments the module's parameters, still with their variables in them
 * @param home from where the files are looked for that it names
 * @param loop a list, or a text that is a variable; the task runs for each item
 * @param register the variable that gets the result
 * @param notifies the handlers a change calls, where each name stands
 * @param changedWhen decides what counts as a change, in place of the module
 * @param timeout for each call
 * @param repetition when it is tried more than once
 * @param errand who does it, and where
 * @param assigned the variables that its module sets
 * @param noLog nothing of its parameters, differences and output is shown
 */
public record Task(
    Position at,
    String name,
    Node.Scalar module,
    Node.Mapping arguments,
    Home home,
    Map<String, Node> vars,
    Condition when,
    Optional<Node> loop,
    Optional<String> register,
    Escalation become,
    Set<String> tags,
    List<Node.Scalar> notifies,
    Optional<Condition> changedWhen,
    Optional<Condition> failedWhen,
    boolean ignoreErrors,
    boolean noLog,
    Duration timeout,
    Optional<Repetition> repetition,
    Errand errand,
    Set<String> assigned)
    implements Element {

  public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(10);

  /** The variables that are there after it. */
  public Set<String> variables() {
    var variables = new LinkedHashSet<>(assigned);
    register.ifPresent(variables::add);
    return variables;
  }

  /** What must be true of the result before it is not tried again. */
  public Optional<Condition> until() {
    return repetition.flatMap(Repetition::until);
  }

  Task named(String other) {
    return with(other, notifies);
  }

  Task notifying(List<Node.Scalar> others) {
    return with(name, others);
  }

  private Task with(String newName, List<Node.Scalar> newNotifies) {
    return new Task(
        at,
        newName,
        module,
        arguments,
        home,
        vars,
        when,
        loop,
        register,
        become,
        tags,
        newNotifies,
        changedWhen,
        failedWhen,
        ignoreErrors,
        noLog,
        timeout,
        repetition,
        errand,
        assigned);
  }
}
