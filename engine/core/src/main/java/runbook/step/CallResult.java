package runbook.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.event.Failure;
import runbook.module.Difference;

/**
 * What one call of a module came to.
 *
 * @param unsureReason why check mode cannot tell; empty when it can
 * @param notRun nothing was run, so that there is no result
 * @param values what it looked at, for {@code register}
 * @param messages what the user is told
 * @param variables what the host has from here on
 */
public record CallResult(
    boolean changed,
    Optional<String> unsureReason,
    boolean notRun,
    List<Difference> differences,
    Map<String, Object> values,
    Optional<Target.CommandOutput> ran,
    String command,
    List<String> messages,
    Map<String, Object> variables) {

  /** Nothing has been done. */
  public static final CallResult NONE =
      new CallResult(
          false,
          Optional.empty(),
          false,
          List.of(),
          Map.of(),
          Optional.empty(),
          "",
          List.of(),
          Map.of());

  /** The same with other variables. */
  public CallResult assigning(Map<String, Object> others) {
    return new CallResult(
        changed, unsureReason, notRun, differences, values, ran, command, messages, others);
  }

  /** What was run, for the case that it counts as a failure; empty when nothing was. */
  public Optional<Failure.CommandFailure> failure() {
    return command.isEmpty()
        ? Optional.empty()
        : ran.map(result -> StepFailed.command(command, result));
  }
}
