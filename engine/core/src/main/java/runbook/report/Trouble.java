package runbook.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.event.Event;
import runbook.text.Position;

/**
 * Something that kept hosts from finishing, other than a failed step.
 *
 * @param host the host, or empty if it concerns several
 * @param step the step that the host was in
 * @param at a place in a playbook
 */
public record Trouble(
    TroubleKind kind,
    String host,
    String message,
    String hint,
    Optional<Event.StepId> step,
    Optional<Position> at) {

  /** What happened. */
  public enum TroubleKind {
    UNREACHABLE,
    BUSY,
    STOPPED,
    INTERRUPTED,
    BARRIER,
    ROLLING;

    /** Reports whether it is the result of another trouble, or was asked for. */
    public boolean isFollowUp() {
      return this == STOPPED;
    }
  }

  /** Returns where it happened, if that is a place in a playbook. */
  public Optional<Position> place() {
    return at.or(() -> step.map(Event.StepId::at));
  }

  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add(StepLines.alone(host, message));
    step.ifPresent(
        stepId -> lines.add("in '%s' at %s".formatted(StepLines.named(stepId), stepId.at())));
    at.ifPresent(place -> lines.add("at " + place));
    lines.addAll(new StepLines(UnaryOperator.identity()).hint(hint));
    return lines;
  }
}
