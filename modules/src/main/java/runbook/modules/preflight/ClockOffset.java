package runbook.modules.preflight;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a clock is from the controller's, at least.
 *
 * @param ahead negative when it is behind
 */
record ClockOffset(Duration ahead) {

  /** A clock that nobody could read is taken for a good one. */
  private static final ClockOffset RIGHT = new ClockOffset(Duration.ZERO);

  /** It was read at some time between the two, and tells whole seconds. */
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

  Optional<HostProblem> trouble(Duration warn, Duration fail) {
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
                    : "certificates would end there before their time")
                + "; have both clocks kept, by chrony or systemd-timesyncd, and see"
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
