package runbook.text;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Exceptions as texts that are safe to show: their messages may quote what a host sent. */
public final class TraceText {

  private static final int LONGEST_MESSAGE = 200;

  /** A stack that overflowed has a thousand lines or more, which repeat. */
  private static final int MOST_LINES = 120;

  private TraceText() {}

  /** Returns the kind of the exception, its message, and where it is from, in one line. */
  public static String brief(Throwable e) {
    var place =
        Arrays.stream(e.getStackTrace())
            .filter(frame -> frame.getClassName().startsWith("runbook."))
            .findFirst()
            .map(frame -> " (%s:%d)".formatted(frame.getFileName(), frame.getLineNumber()))
            .orElse("");
    return e.getClass().getSimpleName() + message(e) + place;
  }

  private static String message(Throwable e) {
    var message = String.valueOf(e.getMessage());
    var shown =
        message.length() > LONGEST_MESSAGE ? message.substring(0, LONGEST_MESSAGE) + "…" : message;
    return e.getMessage() == null
        ? ""
        : ": " + TerminalSafeText.of(shown.replaceAll("[\\t\\n]+", " "));
  }

  /** Returns the stack trace. */
  public static String of(Throwable e) {
    var trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace, true));
    return TerminalSafeText.of(
        trace.toString().lines().limit(MOST_LINES).collect(Collectors.joining("\n", "", "\n")));
  }
}
