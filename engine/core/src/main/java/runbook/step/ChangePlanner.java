package runbook.step;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;

/** Plans what a host can carry out together with the changes that come next. */
@FunctionalInterface
public interface ChangePlanner {

  /** Predicts nothing: the changes of each step are sent on their own. */
  ChangePlanner STEP_BY_STEP = (known, transitions) -> Optional.empty();

  /**
   * Called when a step is about to send changes.
   *
   * @param known what is known of the host before them
   * @return the predicted changes of the step; empty if {@link runbook.module.Fact#changes} must
   *     produce them
   */
  Optional<List<Change>> beforeChanges(HostStateCache known, List<StateTransition<?>> transitions)
      throws InterruptedException;
}
