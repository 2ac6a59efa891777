package runbook.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import runbook.run.Run;

/**
 * What Ctrl-C and a termination do to a run: hosts finish the step they are in and stop; what has
 * not finished after a while is killed on its host. The recap is told either way.
 */
final class Interrupt implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;
  private static final long LAST_SECONDS = 15;

  private final Run run;
  private final PrintWriter err;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");

  private volatile boolean running;

  private Interrupt(Run run, PrintWriter err) {
    this.run = run;
    this.err = err;
  }

  static Interrupt of(Run run, PrintWriter err) {
    var interrupt = new Interrupt(run, err);
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  private void interrupted() {
    running = true;
    err.println(
        "runbook: stopping after the steps under way; they are killed after %d s"
            .formatted(PATIENCE_SECONDS));
    run.stop();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        run.cut();
        if (!over.await(LAST_SECONDS, TimeUnit.SECONDS)) {
          err.println("runbook: gave up waiting; something may still run on hosts");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.countDown();
    if (!running) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
