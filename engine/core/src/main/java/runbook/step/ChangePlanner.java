package runbook.step;

import java.util.List;
import java.util.Optional;
import runbook.module.Change;

/** Plans what a host can carry out together with the changes that come next. */
@FunctionalInterface
public interface ChangePlanner {

  /** Sends the changes of each step by themselves. */
  ChangePlanner STEP_BY_STEP = (known, transitions) -> Optional.empty();

  /**
   * A step is about to send changes.
   *
   * @param known what is known of the host before them
   * @return the changes, if they were predicted; empty to let the facts make them
   */
  Optional<List<Change>> beforeChanges(HostStateCache known, List<Transition<?>> transitions)
      throws InterruptedException;
}
