package runbook.run;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The first exception of a run that no step may throw. The host on which it happened has failed;
 * the others finish, and then the run ends with it.
 */
final class InternalErrors {

  private final AtomicReference<Throwable> first = new AtomicReference<>();

  void add(Throwable e) {
    if (!isForeseen(e)) {
      first.compareAndSet(null, e);
    }
  }

  /** Reports whether the data of a host can cause it: too much of it, or too deeply nested. */
  private static boolean isForeseen(Throwable e) {
    return e instanceof OutOfMemoryError || e instanceof StackOverflowError;
  }

  /** Throws the first one, if there is one. */
  void rethrow() {
    if (first.get() != null) {
      throw new IllegalStateException("internal error during the run", first.get());
    }
  }
}
