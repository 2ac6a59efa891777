package runbook.schema;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations such as {@code 30s} or {@code 1h30m}. */
public final class DurationParser {

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(\\d{1,4})y)?(?:(\\d{1,6})d)?(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private DurationParser() {}

  private static final int DAYS_OF_A_YEAR = 365;

  /**
   * Parses {@code 30s}, {@code 1h30m}, {@code 90d}, {@code 5y} (years of 365 days), or a number of
   * seconds.
   */
  public static Optional<Duration> of(Object value) {
    return switch (value) {
      case Long seconds when seconds >= 0 && seconds < 1_000_000_000 ->
          Optional.of(Duration.ofSeconds(seconds));
      case String text -> of(text);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<Duration> of(String text) {
    var form = FORM.matcher(text);
    return text.isEmpty() || !form.matches()
        ? Optional.empty()
        : Optional.of(
            Duration.ofDays(DAYS_OF_A_YEAR * part(form, 1))
                .plusDays(part(form, 2))
                .plusHours(part(form, 3))
                .plusMinutes(part(form, 4))
                .plusSeconds(part(form, 5)));
  }

  private static long part(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }
}
