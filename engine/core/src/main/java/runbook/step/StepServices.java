package runbook.step;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a step uses when it has to wait or report.
 *
 * @param progress shows the user what the step is waiting for
 * @param showMessage shows the user a message
 * @param showWarning shows the user a warning
 * @param changePlanner plans what to send together with the first change of the step
 * @param hostReconnector connects to the host again
 */
public record StepServices(
    WaitStrategy waitStrategy,
    ControllerResourceCache controllerResourceCache,
    Consumer<String> progress,
    Consumer<String> showMessage,
    Consumer<String> showWarning,
    ChangePlanner changePlanner,
    HostReconnector hostReconnector) {

  /** Returns services that only report progress. */
  public StepServices(
      WaitStrategy waitStrategy,
      ControllerResourceCache controllerResourceCache,
      Consumer<String> progress) {
    this(
        waitStrategy,
        controllerResourceCache,
        progress,
        told -> {},
        warned -> {},
        ChangePlanner.STEP_BY_STEP,
        HostReconnector.none(waitStrategy));
  }

  /** Returns services for a call on its own, without other hosts or listeners. */
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

  /** Returns services that wait in another way. */
  StepServices waiting(WaitStrategy other) {
    return new StepServices(
        other,
        controllerResourceCache,
        progress,
        showMessage,
        showWarning,
        changePlanner,
        hostReconnector);
  }

  /** Starts a wait. */
  PollingWait begin(Duration within, Optional<Duration> every) {
    return new PollingWait(this, within, every);
  }

  static String words(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
