package runbook.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.event.Failure;
import runbook.module.Difference;

/**
 * What one call of a module came to.
 *
 * @param unsure why check mode cannot tell; empty when it can
 * @param unrun nothing was run, so that there is no result
 * @param values what it looked at, for {@code register}
 * @param told what the user is told
 * @param variables what the host has from here on
 */
public record Account(
    boolean changed,
    Optional<String> unsure,
    boolean unrun,
    List<Difference> differences,
    Map<String, Object> values,
    Optional<Target.Ran> ran,
    String command,
    List<String> told,
    Map<String, Object> variables) {

  /** Nothing has been done. */
  public static final Account NONE =
      new Account(
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
  public Account assigning(Map<String, Object> others) {
    return new Account(changed, unsure, unrun, differences, values, ran, command, told, others);
  }

  /** What was run, for the case that it counts as a failure; empty when nothing was. */
  public Optional<Failure.CommandFailure> failure() {
    return command.isEmpty()
        ? Optional.empty()
        : ran.map(result -> StepFailed.command(command, result));
  }
}
