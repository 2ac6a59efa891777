package runbook.schema;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them. */
public final class Durations {

  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,9})h)?(?:(\\d{1,9})m)?(?:(\\d{1,9})s)?");

  private Durations() {}

  /** {@code 30s}, {@code 2m}, {@code 1h30m}, or a number of seconds. */
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
            Duration.ofHours(part(form, 1)).plusMinutes(part(form, 2)).plusSeconds(part(form, 3)));
  }

  private static long part(Matcher form, int group) {
    return form.group(group) == null ? 0 : Long.parseLong(form.group(group));
  }
}
