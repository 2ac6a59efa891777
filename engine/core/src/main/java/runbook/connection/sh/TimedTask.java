package runbook.connection.sh;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work on a thread of its own that one waits for only so long, since a read from a program cannot
 * be given a deadline.
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

  /** The result, if it is there in time; what the work threw is the cause of what this throws. */
  public T await(Duration limit) throws TimeoutException, ExecutionException, InterruptedException {
    return task.get(Math.max(0, limit.toNanos()), TimeUnit.NANOSECONDS);
  }

  /** Asks the work to stop. */
  public void interrupt() {
    thread.interrupt();
  }

  /** Whether the work has come to an end within the limit. */
  public boolean endsWithin(Duration limit) throws InterruptedException {
    return thread.join(limit);
  }
}
