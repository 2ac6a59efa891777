package runbook.playbook;

import java.time.Duration;
import java.util.Optional;
import runbook.text.Problems;
import runbook.value.Condition;

/**
 * How often a task is tried.
 *
 * @param until what must be true of the result; if empty, the task must not fail
 * @param retries how many more times to try after the first
 * @param delay the pause before each retry
 */
public record RetryPolicy(Optional<Condition> until, int retries, Duration delay) {

  private static final int RETRIES = 3;
  private static final Duration DELAY = Duration.ofSeconds(5);

  public int attempts() {
    return 1 + retries;
  }

  static Optional<RetryPolicy> read(KeywordReader keywordReader, Problems problems) {
    var until = keywordReader.condition("until");
    var retries = keywordReader.count("retries");
    var delay = keywordReader.pause("delay");
    if (keywordReader.has("delay")
        && !keywordReader.has("until")
        && !keywordReader.has("retries")) {
      problems.add(
          keywordReader.node("delay").orElseThrow().at(),
          "'delay' is the pause before a retry, but this task is tried only once",
          "add until, retries or both");
    }
    return until.isEmpty() && retries.isEmpty()
        ? Optional.empty()
        : Optional.of(new RetryPolicy(until, retries.orElse(RETRIES), delay.orElse(DELAY)));
  }
}
