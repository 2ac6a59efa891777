package runbook.connection.sh;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runbook.connection.ControllerClock;
import runbook.connection.WaitLimit;

/**
 * Work on its own thread with a time limit, since reading from a program cannot have a deadline.
 */
public final class TimedTask<T> {

  private final Thread thread;
  private final FutureTask<T> task;

  private TimedTask(String name, Callable<T> work) {
    task = new FutureTask<>(work);
    thread = Thread.ofVirtual().name(name).start(task);
  }

  public static <T> TimedTask<T> start(String name, Callable<T> work) {
    return new TimedTask<>(name, work);
  }

  /**
   * Returns the result, if it arrives in time. An exception of the work is the cause of the one
   * thrown here.
   */
  public T await(Duration limit) throws TimeoutException, ExecutionException, InterruptedException {
    var clock = ControllerClock.shared();
    long end = clock.nanos() + limit.toNanos();
    while (true) {
      try {
        return task.get(Math.max(0, end - clock.nanos()), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // If this machine stood still, the result may be here, but not read yet.
        if (clock.nanos() >= end) {
          throw e;
        }
      }
    }
  }

  /** Returns the result, if it arrives within the limit. */
  public T await(WaitLimit limit)
      throws TimeoutException, ExecutionException, InterruptedException {
    while (true) {
      try {
        return task.get(limit.left().toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        if (limit.over()) {
          throw e;
        }
      }
    }
  }

  /** Interrupts the work. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Reports whether the work ended within the limit. */
  public boolean endsWithin(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }
}
