package runbook.step;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import runbook.event.Failure;
import runbook.module.ControllerResource;
import runbook.module.Unobtainable;

/**
 * The resources that the controller obtains for the hosts of a run, each one once. Hosts that need
 * a resource while another host obtains it wait for that result and share its failure.
 */
public final class ControllerResourceCache {

  /** The result: values, or a failure. */
  private record Got(Map<String, Object> values, Optional<Failure> failure) {}

  private final Map<ControllerResource, CompletableFuture<Got>> known = new ConcurrentHashMap<>();

  Map<String, Object> get(ControllerResource controllerResource, StepServices stepServices)
      throws StepFailed, InterruptedException {
    var got = stepServices.waitStrategy().waitFor(() -> wait(controllerResource, stepServices));
    if (got.failure().isPresent()) {
      throw new StepFailed(got.failure().get());
    }
    return got.values();
  }

  private Got wait(ControllerResource controllerResource, StepServices stepServices)
      throws InterruptedException {
    while (true) {
      var mine = new CompletableFuture<Got>();
      var theirs = known.putIfAbsent(controllerResource, mine);
      if (theirs == null) {
        return own(controllerResource, mine, stepServices);
      }
      try {
        return theirs.get();
      } catch (CancellationException e) {
        // The host that was obtaining it was interrupted, so this host takes over.
        known.remove(controllerResource, theirs);
      } catch (ExecutionException e) {
        throw new IllegalStateException("failed to obtain a resource", e.getCause());
      }
    }
  }

  private Got own(
      ControllerResource controllerResource, CompletableFuture<Got> mine, StepServices stepServices)
      throws InterruptedException {
    try {
      mine.complete(obtain(controllerResource, stepServices));
      return mine.join();
    } catch (RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      // Has no effect unless it was interrupted.
      mine.cancel(false);
    }
  }

  private static Got obtain(ControllerResource controllerResource, StepServices stepServices)
      throws InterruptedException {
    try {
      return new Got(
          Map.copyOf(controllerResource.obtain(stepServices.progress())), Optional.empty());
    } catch (Unobtainable e) {
      return new Got(Map.of(), Optional.of(Failure.of(e.getMessage(), e.hint())));
    }
  }
}
