package runbook.playbook;

import java.util.Optional;
import runbook.yaml.Node;

/**
 * Who does a task, and where.
 *
 * @param once one host does it for all
 * @param delegate the host on which it acts in place of the one it is for, as written
 */
public record Errand(boolean once, Optional<Node.Scalar> delegate) {

  /** Each host does it for itself. */
  public static final Errand OWN = new Errand(false, Optional.empty());

  static Errand read(Fields fields) {
    return new Errand(fields.flag("run_once").orElse(false), fields.scalar("delegate_to"));
  }
}
