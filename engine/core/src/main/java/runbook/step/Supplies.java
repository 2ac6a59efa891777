package runbook.step;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import runbook.event.Failure;
import runbook.module.Supply;
import runbook.module.Unobtainable;

/**
 * What the controller gets for the hosts of a run, each supply once: who comes while another is at
 * it waits for that one, and shares its failure too.
 */
public final class Supplies {

  /** What came of it: values, or a failure. */
  private record Got(Map<String, Object> values, Optional<Failure> failure) {}

  private final Map<Supply, CompletableFuture<Got>> known = new ConcurrentHashMap<>();

  Map<String, Object> get(Supply supply, Pace pace) throws StepFailed, InterruptedException {
    var got = pace.patience().aside(() -> wait(supply, pace));
    if (got.failure().isPresent()) {
      throw new StepFailed(got.failure().get());
    }
    return got.values();
  }

  private Got wait(Supply supply, Pace pace) throws InterruptedException {
    while (true) {
      var mine = new CompletableFuture<Got>();
      var theirs = known.putIfAbsent(supply, mine);
      if (theirs == null) {
        return own(supply, mine, pace);
      }
      try {
        return theirs.get();
      } catch (CancellationException e) {
        // Who was at it did not get to the end: then it is for us to do.
        known.remove(supply, theirs);
      } catch (ExecutionException e) {
        throw new IllegalStateException("a supply met a fault", e.getCause());
      }
    }
  }

  private Got own(Supply supply, CompletableFuture<Got> mine, Pace pace)
      throws InterruptedException {
    try {
      mine.complete(obtain(supply, pace));
      return mine.join();
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      // Without effect unless it was interrupted.
      mine.cancel(false);
    }
  }

  private static Got obtain(Supply supply, Pace pace) throws InterruptedException {
    try {
      return new Got(Map.copyOf(supply.obtain(pace.progress())), Optional.empty());
    } catch (Unobtainable e) {
      return new Got(Map.of(), Optional.of(Failure.of(e.getMessage(), e.hint())));
    }
  }
}
