package runbook.connection.sh;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import runbook.connection.BecomeUser;
import runbook.connection.ControllerClock;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.RequestProgress;

/** A request that a shell carries out for a user. */
final class RunningRequest {

  private final Request request;
  private final Optional<BecomeUser> become;
  private final RequestProgress requestProgress;
  private volatile Optional<ShellSession> shell = Optional.empty();
  private volatile long stepBegan = ControllerClock.shared().nanos();
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

  /** Called when the whole of a batch has arrived and begins. */
  void begun() {
    stepBegan = ControllerClock.shared().nanos();
  }

  /**
   * Called when a part has ended. If it ends a step, the deadline starts again for the next one.
   */
  void ended(int part, int exit) {
    if (part < request.parts().size()
        && request.parts().get(part) instanceof RequestPart.ExpectedPart) {
      stepBegan = ControllerClock.shared().nanos();
    }
    requestProgress.ended(part, exit);
  }

  /** Waits for the result; fails if a step takes longer than the deadline. */
  <T> T await(TimedTask<T> work, Duration deadline)
      throws TimeoutException, ExecutionException, InterruptedException {
    while (true) {
      long began = stepBegan;
      try {
        return work.await(deadline.minusNanos(ControllerClock.shared().nanos() - began));
      } catch (TimeoutException e) {
        if (began == stepBegan) {
          throw e;
        }
      }
    }
  }

  /**
   * Asks the request to end where a part allows it. Returns false if no part does, or it was asked
   * before.
   */
  boolean stopAfterStep() {
    boolean first = !stopping && request.parts().stream().anyMatch(RunningRequest::mayStop);
    stopping = true;
    return first;
  }

  private static boolean mayStop(RequestPart part) {
    return part instanceof RequestPart.ExpectedPart expectedPart && expectedPart.mayStop();
  }

  /** Returns the script that lets the running shell end its batch; empty between two batches. */
  Optional<RequestPart> stopper() {
    return shell.flatMap(ShellSession::stopper);
  }

  /** Reports whether the request was asked to end and can do so before this part. */
  boolean stopsBefore(int part) {
    return stopping
        && request.parts().stream().anyMatch(RunningRequest::mayStop)
        && (part == 0 || mayStop(request.parts().get(part - 1)));
  }
}
