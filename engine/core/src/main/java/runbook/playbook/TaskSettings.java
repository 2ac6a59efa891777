package runbook.playbook;

import java.time.Duration;
import java.util.Optional;
import runbook.text.Problems;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/**
 * What a task says of itself, beside its module and what blocks say as well.
 *
 * @param loop a list, or a text that is a variable; the task runs for each item
 * @param register the variable that gets the result
 * @param noLog nothing of its parameters, differences and output is shown
 * @param timeout for each call
 * @param repetition when it is tried more than once
 * @param delegation who does it, and where
 */
public record TaskSettings(
    Optional<String> name,
    Optional<Node> loop,
    Optional<String> register,
    ResultRules rules,
    boolean ignoreErrors,
    boolean noLog,
    Duration timeout,
    Optional<RetryPolicy> repetition,
    Delegation delegation) {

  static TaskSettings read(KeywordReader keywordReader, Problems problems) {
    return new TaskSettings(
        keywordReader.text("name"),
        keywordReader.node("loop").flatMap(node -> loop(node, problems)),
        keywordReader.scalar("register").flatMap(name -> register(name, problems)),
        ResultRules.read(keywordReader),
        keywordReader.flag("ignore_errors").orElse(false),
        keywordReader.flag("no_log").orElse(false),
        keywordReader.duration("timeout").orElse(Task.DEFAULT_TIMEOUT),
        RetryPolicy.read(keywordReader, problems),
        Delegation.read(keywordReader));
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
    var objection = VariableNames.objection(name.raw());
    objection.ifPresent(why -> problems.add(name.at(), why, "choose another name"));
    return objection.isPresent() ? Optional.empty() : Optional.of(name.raw());
  }
}
