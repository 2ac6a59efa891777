package runbook.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.event.Failure;
import runbook.module.Difference;

/**
 * The result of one call of a module.
 *
 * @param unsureReason why check mode cannot predict the outcome; empty if it can
 * @param notRun true if nothing was run, so that there is no result
 * @param values the values it read, for {@code register}
 * @param messages the messages for the user
 * @param variables the variables it sets on the host
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

  /** The result before anything is done. */
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

  /** Returns this result with other variables. */
  public CallResult assigning(Map<String, Object> others) {
    return new CallResult(
        changed, unsureReason, notRun, differences, values, ran, command, messages, others);
  }

  /** Returns this result without what a command printed. */
  public CallResult withoutOutput() {
    return new CallResult(
        changed,
        unsureReason,
        notRun,
        differences,
        values,
        Optional.empty(),
        command,
        messages,
        variables);
  }

  /** Returns the command that ran, in case it counts as a failure; empty if none ran. */
  public Optional<Failure.CommandFailure> failure() {
    return command.isEmpty()
        ? Optional.empty()
        : ran.map(result -> StepFailed.command(command, result));
  }
}
