package runbook.step;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a step needs when it cannot go on at once.
 *
 * @param progress tells the user what it is waiting for
 * @param told tells the user what it found
 * @param warned tells the user what to heed of it
 */
public record Pace(
    Patience patience,
    Supplies supplies,
    Consumer<String> progress,
    Consumer<String> told,
    Consumer<String> warned) {

  /** For who has nothing to tell but how far it is. */
  public Pace(Patience patience, Supplies supplies, Consumer<String> progress) {
    this(patience, supplies, progress, told -> {}, warned -> {});
  }

  /** For a call on its own: nobody else waits, nobody listens. */
  public static Pace alone() {
    Patience patience =
        new Patience() {
          @Override
          public <T> T aside(Wait<T> wait) throws InterruptedException {
            return wait.get();
          }
        };
    return new Pace(patience, new Supplies(), progress -> {});
  }

  /** Begins to wait. */
  Waiting begin(Duration within, Optional<Duration> every) {
    return new Waiting(this, within, every);
  }

  static String words(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
