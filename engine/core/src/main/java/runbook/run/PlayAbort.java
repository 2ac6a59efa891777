package runbook.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import runbook.playbook.Barrier;

/**
 * The barrier that ended a play for all its hosts. Later barriers that cannot open are not
 * reported, since no host would reach them.
 */
final class PlayAbort {

  private final AtomicReference<Barrier> by = new AtomicReference<>();

  /** Reports whether to tell the user that the barrier did not open. */
  boolean isNews(Barrier barrier) {
    return barrier.onFailure() == Barrier.OnFailure.ABORT
        ? by.compareAndSet(null, barrier)
        : why().isEmpty();
  }

  /** Returns why the play has ended; empty if it has not. */
  Optional<String> why() {
    return Optional.ofNullable(by.get())
        .map(barrier -> "the barrier '" + barrier.name() + "' did not open");
  }
}
