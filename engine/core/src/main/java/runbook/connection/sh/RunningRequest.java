package runbook.connection.sh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import runbook.connection.BecomeUser;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;

/** A request that a shell carries out for a user. */
final class RunningRequest {

  private final Request request;
  private final Optional<BecomeUser> become;
  private final RequestProgress requestProgress;
  private volatile Optional<ShellSession> shell = Optional.empty();
  private volatile long stepBegan = System.nanoTime();
  private volatile boolean stopping;

  RunningRequest(Request request, Optional<BecomeUser> become, RequestProgress requestProgress) {
    this.request = request;
    this.become = become;
    this.requestProgress = requestProgress;
  }

  Request request() {
    return request;
  }

  Optional<BecomeUser> become() {
    return become;
  }

  /** Returns the shell; empty if none has started yet. */
  Optional<ShellSession> shell() {
    return shell;
  }

  void runsIn(ShellSession shellSession) {
    shell = Optional.of(shellSession);
  }

  /**
   * Called when a part has ended. If it ends a step, the deadline starts again for the next one.
   */
  void ended(int part, int exit) {
    if (request.parts().get(part) instanceof RequestPart.ExpectedPart) {
      stepBegan = System.nanoTime();
    }
    requestProgress.ended(part, exit);
  }

  /** Waits for the result; fails if a step takes longer than the deadline. */
  <T> T await(TimedTask<T> work, Duration deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    while (true) {
      long began = stepBegan;
      try {
        return work.await(deadline.minusNanos(System.nanoTime() - began));
      } catch (TimeoutException e) {
        if (began == stepBegan) {
          throw e;
        }
      }
    }
  }

  /** Asks the request to end after its current step; returns false if it was asked before. */
  boolean stopAfterStep() {
    boolean first = !stopping;
    stopping = true;
    return first;
  }

  boolean stopsAfter(RequestPart last) {
    return stopping
        && last instanceof RequestPart.ExpectedPart(_, _, _, boolean mayStop)
        && mayStop;
  }
}
