package runbook.step;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a step needs when it cannot go on at once.
 *
 * @param progress tells the user what it is waiting for
 * @param showMessage tells the user what it found
 * @param showWarning tells the user what to heed of it
 */
public record StepServices(
    WaitStrategy waitStrategy,
    ControllerResourceCache controllerResourceCache,
    Consumer<String> progress,
    Consumer<String> showMessage,
    Consumer<String> showWarning) {

  /** For who has nothing to tell but how far it is. */
  public StepServices(
      WaitStrategy waitStrategy,
      ControllerResourceCache controllerResourceCache,
      Consumer<String> progress) {
    this(waitStrategy, controllerResourceCache, progress, told -> {}, warned -> {});
  }

  /** For a call on its own: nobody else waits, nobody listens. */
  public static StepServices standalone() {
    WaitStrategy waitStrategy =
        new WaitStrategy() {
          @Override
          public <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException {
            return interruptibleWait.get();
          }
        };
    return new StepServices(waitStrategy, new ControllerResourceCache(), progress -> {});
  }

  /** Begins to wait. */
  PollingWait begin(Duration within, Optional<Duration> every) {
    return new PollingWait(this, within, every);
  }

  static String words(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
