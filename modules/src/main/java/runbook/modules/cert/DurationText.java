package runbook.modules.cert;

import java.time.Duration;

/** Formats a duration for a message. */
final class DurationText {

  private DurationText() {}

  /** "12 days", "1 hour", "5 minutes". */
  static String of(Duration span) {
    if (span.toDays() > 0) {
      return counted(span.toDays(), "day");
    }
    return span.toHours() > 0
        ? counted(span.toHours(), "hour")
        : counted(span.toMinutes(), "minute");
  }

  private static String counted(long count, String unit) {
    return "%d %s%s".formatted(count, unit, count == 1 ? "" : "s");
  }
}
