package runbook.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jline.utils.Signals;
import runbook.report.Tally;
import runbook.run.PlaybookRun;

/**
 * Stops a run on Ctrl-C or termination: hosts finish their current step and stop. Steps that take
 * too long are killed on the host. A second signal kills them at once. The recap is printed in any
 * case, unless hosts do not answer.
 */
final class InterruptHandler implements AutoCloseable {

  private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  private static final long PATIENCE_SECONDS = 10;
  private static final long LAST_SECONDS = 15;
  private static final long HURRY_SECONDS = 2;
  private static final long POLL_MILLIS = 50;

  private final PlaybookRun playbookRun;
  private final Tally tally;
  private final UnaryOperator<String> mask;
  private final PrintWriter err;
  private final Map<String, Object> before = new LinkedHashMap<>();
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final CountDownLatch over = new CountDownLatch(1);
  private final CountDownLatch patienceOver = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");

  private volatile long hurriesSince;
  private volatile boolean running;

  private InterruptHandler(
      PlaybookRun playbookRun, Tally tally, UnaryOperator<String> mask, PrintWriter err) {
    this.playbookRun = playbookRun;
    this.tally = tally;
    this.mask = mask;
    this.err = err;
  }

  /**
   * Handles signals until it is closed.
   *
   * @param tally knows the step that each host is in
   * @param mask hides secrets in the name of a step
   */
  static InterruptHandler of(
      PlaybookRun playbookRun, Tally tally, UnaryOperator<String> mask, PrintWriter err) {
    var interruptHandler = new InterruptHandler(playbookRun, tally, mask, err);
    Runtime.getRuntime().addShutdownHook(interruptHandler.hook);
    SIGNALS.forEach((name, number) ->
        interruptHandler.before.put(
            name, Signals.register(name, () -> interruptHandler.signal(number))));
    return interruptHandler;
  }

  /** The exit waits for the hook, so it must not hold up the next signal. */
  private void signal(int number) {
    if (signalled.compareAndSet(false, true)) {
      Thread.ofPlatform().name("exit").start(() -> System.exit(128 + number));
    } else if (patienceOver.getCount() > 0) {
      hurriesSince = System.nanoTime();
      patienceOver.countDown();
    }
  }

  private void interrupted() {
    running = true;
    err.println(
        ("runbook: stopping after the current steps; they are killed after %d s, or now if you"
                + " press Ctrl-C again")
            .formatted(PATIENCE_SECONDS));
    playbookRun.stop();
    try {
      if (patienceOver.await(PATIENCE_SECONDS, TimeUnit.SECONDS) && over.getCount() == 0) {
        return;
      }
      playbookRun.killSteps();
      if (!endsSoon()) {
        err.println("runbook: gave up waiting; " + whatGoesOn());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits for the end; a second signal may also come while steps are being killed. */
  private boolean endsSoon() throws InterruptedException {
    long killed = System.nanoTime();
    while (System.nanoTime() - killed < TimeUnit.SECONDS.toNanos(LAST_SECONDS)) {
      if (over.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
        return true;
      }
      if (patienceOver.getCount() == 0
          && System.nanoTime() - hurriesSince > TimeUnit.SECONDS.toNanos(HURRY_SECONDS)) {
        return false;
      }
    }
    return false;
  }

  private String whatGoesOn() {
    var steps = tally.stepsUnderWay();
    return steps.isEmpty()
        ? "no step was under way"
        : steps.entrySet().stream()
            .map(step -> "'%s' on %s".formatted(mask.apply(step.getValue()), step.getKey()))
            .collect(Collectors.joining(", ", "these steps may still be running: ", ""));
  }

  @Override
  public void close() {
    over.countDown();
    patienceOver.countDown();
    before.forEach(Signals::unregister);
    if (!running) {
      Runtime.getRuntime().removeShutdownHook(hook);
    }
  }
}
