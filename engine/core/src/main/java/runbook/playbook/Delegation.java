package runbook.playbook;

import java.util.Optional;
import runbook.yaml.Node;

/**
 * Who does a task, and where.
 *
 * @param once one host does it for all
 * @param delegate the host on which it acts in place of the one it is for, as written
 */
public record Delegation(boolean once, Optional<Node.Scalar> delegate) {

  /** Each host does it for itself. */
  public static final Delegation OWN = new Delegation(false, Optional.empty());

  static Delegation read(KeywordReader keywordReader) {
    return new Delegation(
        keywordReader.flag("run_once").orElse(false), keywordReader.scalar("delegate_to"));
  }
}
