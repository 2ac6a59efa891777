package runbook.playbook;

import java.util.Optional;
import runbook.yaml.Node;

/**
 * Which hosts run a task, and where it acts.
 *
 * @param once whether one host runs it for all
 * @param delegate the host it acts on instead of its own, as written
 */
public record Delegation(boolean once, Optional<Node.Scalar> delegate) {

  /** Each host runs the task on itself. */
  public static final Delegation OWN = new Delegation(false, Optional.empty());

  static Delegation read(KeywordReader keywordReader) {
    return new Delegation(
        keywordReader.flag("run_once").orElse(false), keywordReader.scalar("delegate_to"));
  }
}
