package runbook.event;

import java.util.List;
import java.util.Optional;
import runbook.text.Problem;

/**
 * Why a step failed.
 *
 * @param hint what to do about it; empty when nothing is known
 * @param command what was carried out, when something was
 * @param problems when what the user wrote does not fit the variables of the moment
 */
public record Failure(
    String message, String hint, Optional<CommandFailure> command, List<Problem> problems) {

  /**
   * A command that did not do what it should.
   *
   * @param text the command as it ran
   * @param lastLines the end of what it printed
   */
  public record CommandFailure(String text, int exit, List<String> lastLines) {}

  public static Failure of(String message) {
    return new Failure(message, "", Optional.empty(), List.of());
  }

  public static Failure of(String message, String hint) {
    return new Failure(message, hint, Optional.empty(), List.of());
  }

  public static Failure of(String message, CommandFailure command) {
    return new Failure(message, "", Optional.of(command), List.of());
  }

  public static Failure of(List<Problem> problems) {
    return new Failure(problems.getFirst().message(), "", Optional.empty(), problems);
  }

  /** The same failure in other words. */
  public Failure with(String otherMessage) {
    return new Failure(otherMessage, hint, command, problems);
  }

  /** The same failure without anything the command printed or was given. */
  public Failure withoutOutput() {
    return new Failure(
        "failed; what it said is withheld by no_log", "", Optional.empty(), List.of());
  }
}
