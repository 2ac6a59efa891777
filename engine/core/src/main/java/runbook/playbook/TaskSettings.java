package runbook.playbook;

import java.time.Duration;
import java.util.Optional;
import runbook.text.Problems;
import runbook.value.VariableNames;
import runbook.yaml.Node;

/**
 * Settings that only a task has, unlike those it inherits from blocks.
 *
 * @param loop a list, or a text that is a variable; the task runs for each item
 * @param register the variable that gets the result
 * @param noLog whether to hide its parameters, differences and output
 * @param timeout the limit for each call
 * @param repetition when it is tried more than once
 * @param delegation which hosts run it, and where it acts
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
