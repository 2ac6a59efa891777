package runbook.modules.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;

/**
 * The systemctl calls for a unit that runs or should run.
 *
 * @param patience how long the start may take; empty to leave that to systemd
 * @param block whether to wait for the start
 */
record Systemctl(Optional<Duration> patience, boolean block) {

  /** Options that wait as long as systemd does. */
  static final Systemctl PLAIN = new Systemctl(Optional.empty(), true);

  /** Starts a unit; if that fails, the error says why. */
  Change start(UnitName name) {
    return new Change.RunScript(script("start", name));
  }

  Change restart(UnitName name) {
    return new Change.RunScript(script("restart", name));
  }

  /**
   * Runs the verb every time, and checks the unit afterwards: a service can fail a moment after
   * systemctl succeeds.
   */
  Change.RunCommand again(String verb, UnitName name) {
    var script =
        verb.equals("reload")
            ? UnitWatchScript.withWatch(
                Script.of("systemctl reload -- {}; unit_up $? {} ''", name, name))
            : script(verb, name);
    return new Change.RunCommand(script, Optional.empty(), Map.of(), Optional.empty());
  }

  /** Resets earlier failures, so that they do not count against this start. */
  private Script script(String verb, UnitName name) {
    boolean waits = block && patience.isEmpty();
    var seconds = block ? patience.map(p -> String.valueOf(p.toSeconds())).orElse("") : "0";
    return UnitWatchScript.withWatch(
        Script.of(
            "systemctl reset-failed -- {} 2>/dev/null; systemctl %s %s-- {}; unit_up $? {} {}"
                .formatted(verb, waits ? "" : "--no-block "),
            name,
            name,
            name,
            seconds));
  }
}
