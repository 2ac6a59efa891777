package runbook.playbook;

import java.time.Duration;
import java.util.Optional;
import runbook.text.Problems;
import runbook.value.Names;
import runbook.yaml.Node;

/**
 * What a task says of itself, beside its module and what blocks say as well.
 *
 * @param loop a list, or a text that is a variable; the task runs for each item
 * @param register the variable that gets the result
 * @param noLog nothing of its parameters, differences and output is shown
 * @param timeout for each call
 * @param repetition when it is tried more than once
 * @param errand who does it, and where
 */
public record TaskSettings(
    Optional<String> name,
    Optional<Node> loop,
    Optional<String> register,
    ResultRules rules,
    boolean ignoreErrors,
    boolean noLog,
    Duration timeout,
    Optional<Repetition> repetition,
    Errand errand) {

  static TaskSettings read(Fields fields, Problems problems) {
    return new TaskSettings(
        fields.text("name"),
        fields.node("loop").flatMap(node -> loop(node, problems)),
        fields.scalar("register").flatMap(name -> register(name, problems)),
        ResultRules.read(fields),
        fields.flag("ignore_errors").orElse(false),
        fields.flag("no_log").orElse(false),
        fields.duration("timeout").orElse(Task.DEFAULT_TIMEOUT),
        Repetition.read(fields, problems),
        Errand.read(fields));
  }

  private static Optional<Node> loop(Node node, Problems problems) {
    boolean fits =
        node instanceof Node.Sequence
            || (node instanceof Node.Scalar scalar
                && scalar.value() instanceof String text
                && text.contains("{{"));
    if (!fits) {
      problems.add(
          node.at(), "'loop' must be a list", "as in loop: [a, b] or loop: \"{{ names }}\"");
    }
    return fits ? Optional.of(node) : Optional.empty();
  }

  private static Optional<String> register(Node.Scalar name, Problems problems) {
    var objection = Names.objection(name.raw());
    objection.ifPresent(why -> problems.add(name.at(), why, "choose another name"));
    return objection.isPresent() ? Optional.empty() : Optional.of(name.raw());
  }
}
