package runbook.playbook;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import runbook.text.Position;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.value.Names;
import runbook.yaml.Node;

/** What a task says of itself, beside its module and what blocks say as well. */
record TaskSettings(
    Optional<String> name,
    Optional<Node> loop,
    Optional<String> register,
    List<Node.Scalar> notifies,
    Optional<Condition> changedWhen,
    Optional<Condition> failedWhen,
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
        fields.names("notify"),
        fields.condition("changed_when"),
        fields.condition("failed_when"),
        fields.flag("ignore_errors").orElse(false),
        fields.flag("no_log").orElse(false),
        fields.duration("timeout").orElse(Task.DEFAULT_TIMEOUT),
        Repetition.read(fields, problems),
        Errand.read(fields));
  }

  Task task(
      Position at,
      String called,
      Node.Scalar module,
      Node.Mapping arguments,
      Set<String> assigned,
      Handed handed) {
    return new Task(
        at,
        called,
        module,
        arguments,
        handed.home(),
        handed.vars(),
        handed.when(),
        loop,
        register,
        handed.become(),
        handed.tags(),
        notifies,
        changedWhen,
        failedWhen,
        ignoreErrors,
        noLog,
        timeout,
        repetition,
        errand,
        assigned);
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
