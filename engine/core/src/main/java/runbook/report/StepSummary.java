package runbook.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.module.Difference;

/**
 * A step on one host.
 *
 * @param play the name of its play
 * @param why why it was skipped or is unknown; else empty
 * @param output what its command printed
 * @param messages what it told the user
 * @param ended when it ended, since the run began
 */
public record StepSummary(
    String play,
    String host,
    Event.StepId stepId,
    StepState state,
    String why,
    List<Difference> differences,
    Optional<Failure> failure,
    Optional<Event.CommandRan> output,
    List<String> messages,
    Duration ended,
    Duration took) {

  /** How a step ended. */
  public enum StepState {
    OK,
    CHANGED,
    UNKNOWN,
    SKIPPED,
    FAILED,
    IGNORED
  }

  /** Returns its name, with the item of its loop. */
  public String name() {
    return StepLines.named(stepId);
  }

  /** Returns what changed, in a few words. */
  public String brief() {
    return StepLines.brief(differences);
  }

  /** Returns what is said about it: its differences, why it is unknown, or why it failed. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    if (!why.isEmpty()) {
      lines.add(why);
    }
    differences.forEach(difference -> lines.addAll(StepLines.of(difference)));
    failure.ifPresent(
        one -> lines.addAll(new StepLines(UnaryOperator.identity()).of(host, stepId.at(), one)));
    return lines;
  }
}
