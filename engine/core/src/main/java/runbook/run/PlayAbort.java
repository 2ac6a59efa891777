package runbook.run;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import runbook.playbook.Barrier;

/**
 * The barrier that has ended a play for all its hosts. What cannot open after it is no news: nobody
 * would have come there.
 */
final class PlayAbort {

  private final AtomicReference<Barrier> by = new AtomicReference<>();

  /** Whether the user is to be told that the barrier did not open. */
  boolean isNews(Barrier barrier) {
    return barrier.onFailure() == Barrier.OnFailure.ABORT
        ? by.compareAndSet(null, barrier)
        : why().isEmpty();
  }

  /** Why the play has ended; empty while it has not. */
  Optional<String> why() {
    return Optional.ofNullable(by.get())
        .map(barrier -> "the barrier '" + barrier.name() + "' did not open");
  }
}
