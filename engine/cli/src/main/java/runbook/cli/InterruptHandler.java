package runbook.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import runbook.run.PlaybookRun;

/**
 * Stops a run on Ctrl-C or termination: hosts finish their current step and stop. Steps that take
 * too long are killed on the host. The recap is printed in any case.
 */
final class InterruptHandler implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 10;
  private static final long LAST_SECONDS = 15;

  private final PlaybookRun playbookRun;
  private final PrintWriter err;
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");

  private volatile boolean running;

  private InterruptHandler(PlaybookRun playbookRun, PrintWriter err) {
    this.playbookRun = playbookRun;
    this.err = err;
  }

  static InterruptHandler of(PlaybookRun playbookRun, PrintWriter err) {
    var interruptHandler = new InterruptHandler(playbookRun, err);
    Runtime.getRuntime().addShutdownHook(interruptHandler.hook);
    return interruptHandler;
  }

  private void interrupted() {
    running = true;
    err.println(
        "runbook: stopping after the current steps; they are killed after %d s"
            .formatted(PATIENCE_SECONDS));
    playbookRun.stop();
    try {
      if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        playbookRun.killSteps();
        if (!over.await(LAST_SECONDS, TimeUnit.SECONDS)) {
          err.println("runbook: gave up waiting; steps may still be running on hosts");
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
