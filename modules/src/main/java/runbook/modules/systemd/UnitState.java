package runbook.modules.systemd;

import java.util.Optional;
import java.util.Set;
import runbook.module.param.HostPath;

/**
 * The state of a unit as systemd reports it.
 *
 * @param active its ActiveState
 * @param enabling its UnitFileState
 * @param reloadNeed whether its files have changed since systemd read them; a missing unit needs it
 *     when its file comes back
 * @param file the file that defines it; empty for a unit without one
 */
public record UnitState(
    boolean exists,
    String active,
    String enabling,
    ReloadNeed reloadNeed,
    Optional<HostPath> file) {

  static final UnitState MISSING = missing(ReloadNeed.NO);

  static final Set<String> RUNNING = Set.of("active", "reloading", "refreshing");
  static final Set<String> STOPPED = Set.of("inactive", "failed");

  /** The unit was started and is not up yet. */
  static final String COMING = "activating";

  /** The process has ended, and systemd will restart the unit. */
  static final String AGAIN = "auto-restart";

  /** The states in which {@code systemctl enable} has no effect. */
  private static final Set<String> ENABLED =
      Set.of("enabled", "static", "alias", "indirect", "generated", "transient");

  private static final Set<String> DISABLED =
      Set.of("disabled", "static", "indirect", "generated", "transient", "masked", "");

  static UnitState missing(ReloadNeed reloadNeed) {
    return new UnitState(false, "inactive", "", reloadNeed, Optional.empty());
  }

  /** Tells whether systemd is about to restart the unit. */
  boolean isRestarting() {
    return active.equals(AGAIN);
  }

  UnitState started() {
    return isRunning() || active.equals(COMING) ? this : active("active");
  }

  UnitState stopped() {
    return STOPPED.contains(active) ? this : active("inactive");
  }

  UnitState enabled() {
    return ENABLED.contains(enabling) ? this : enabling("enabled");
  }

  UnitState disabled() {
    return DISABLED.contains(enabling) ? this : enabling("disabled");
  }

  UnitState masked() {
    return isMasked() ? this : enabling("masked");
  }

  UnitState unmasked() {
    return isMasked() ? enabling("disabled") : this;
  }

  UnitState reread() {
    return reloadNeed(ReloadNeed.NO);
  }

  public boolean isRunning() {
    return RUNNING.contains(active);
  }

  boolean isMasked() {
    return enabling.startsWith("masked");
  }

  private UnitState active(String other) {
    return new UnitState(exists, other, enabling, reloadNeed, file);
  }

  UnitState enabling(String other) {
    return new UnitState(exists, active, other, reloadNeed, file);
  }

  UnitState reloadNeed(ReloadNeed other) {
    return new UnitState(exists, active, enabling, other, file);
  }

  private String reloadNote() {
    return switch (reloadNeed) {
      case NO -> "";
      case YES -> ", changed on disk";
      case MAYBE -> ", perhaps changed on disk";
    };
  }

  @Override
  public String toString() {
    return exists ? "%s, %s%s".formatted(active, enabling, reloadNote()) : "missing";
  }
}
