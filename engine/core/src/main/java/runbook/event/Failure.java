package runbook.event;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import runbook.text.Problem;
import runbook.text.TraceText;

/**
 * The reason a step failed.
 *
 * @param hint what to do about it; empty if unknown
 * @param command the command that ran, if any
 * @param problems errors in the user's text that depend on the current variables
 */
public record Failure(
    String message, String hint, Optional<CommandFailure> command, List<Problem> problems) {

  /**
   * A command that failed.
   *
   * @param text the command as it ran
   * @param lastLines the last lines of its output
   */
  public record CommandFailure(String text, int exit, List<String> lastLines) {

    /** What dash, BusyBox and bash print. */
    private static final Pattern NO_PROCESS =
        Pattern.compile("(?i)can(?:no|')t fork|fork: (?:retry: )?resource temporarily unavailable");

    /** Returns what to do if the host itself kept the command from running; else empty. */
    public String hint() {
      return lastLines.stream().anyMatch(NO_PROCESS.asPredicate())
          ? "the host starts no further process: end some there, or raise the limit (ulimit -u of"
              + " this user, TasksMax of its unit)"
          : "";
    }
  }

  public static Failure of(String message) {
    return new Failure(message, "", Optional.empty(), List.of());
  }

  public static Failure of(String message, String hint) {
    return new Failure(message, hint, Optional.empty(), List.of());
  }

  public static Failure of(String message, CommandFailure command) {
    return new Failure(message, command.hint(), Optional.of(command), List.of());
  }

  public static Failure of(List<Problem> problems) {
    return new Failure(problems.getFirst().message(), "", Optional.empty(), problems);
  }

  /** Describes an exception that no step may throw, with its stack trace. */
  public static Failure unexpected(Throwable e) {
    if (e instanceof OutOfMemoryError) {
      return of(
          "runbook has too little memory for this step",
          "register less output, work on fewer hosts at a time with --forks, or give Java more"
              + " memory: JAVA_TOOL_OPTIONS=-Xmx2g");
    }
    return of(
        "internal error: " + TraceText.brief(e),
        "what the host said is not understood, or this is a bug in runbook or in the module; if the"
            + " host is sound, please report it with this stack trace\n"
            + TraceText.of(e));
  }

  /** Returns the same failure with another message. */
  public Failure with(String otherMessage) {
    return new Failure(otherMessage, hint, command, problems);
  }

  /** Returns a failure that only says why nothing of this one is shown. */
  public Failure withheld(String why) {
    return Failure.of("failed; its output is " + why);
  }
}
