package runbook.modules.preflight;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The least offset of a clock from the controller's.
 *
 * @param ahead the offset; negative if the clock is behind
 */
record ClockOffset(Duration ahead) {

  /** The offset of a clock that could not be read; it counts as correct. */
  private static final ClockOffset RIGHT = new ClockOffset(Duration.ZERO);

  /** Computes the offset of a clock that was read, in whole seconds, between the two times. */
  static ClockOffset between(Instant before, Instant after, String said) {
    try {
      var from = Instant.parse(said.strip());
      var to = from.plusSeconds(1);
      if (from.isAfter(after)) {
        return new ClockOffset(Duration.between(after, from));
      }
      return to.isBefore(before) ? new ClockOffset(Duration.between(before, to)) : RIGHT;
    } catch (DateTimeException e) {
      return RIGHT;
    }
  }

  Optional<HostProblem> problem(Duration warn, Duration fail) {
    var apart = ahead.abs();
    if (apart.compareTo(warn) <= 0) {
      return Optional.empty();
    }
    boolean behind = ahead.isNegative();
    return Optional.of(
        new HostProblem(
            apart.compareTo(fail) > 0,
            "the clock is %s %s the controller's"
                .formatted(words(apart), behind ? "behind" : "ahead of"),
            (behind
                    ? "certificates would not be valid there yet"
                    : "certificates would expire there too early")
                + "; synchronize both clocks with chrony or systemd-timesyncd, and check"
                + " 'timedatectl'"));
  }

  private static String words(Duration time) {
    if (time.toSeconds() < 120) {
      return time.toSeconds() + " s";
    }
    return time.toMinutes() < 120
        ? time.toMinutes() + " min"
        : time.toHours() < 48 ? time.toHours() + " h" : time.toDays() + " d";
  }
}
