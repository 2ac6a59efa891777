package runbook.modules.systemd;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Script;

/**
 * What systemctl is asked to do with a unit that runs, or shall run.
 *
 * @param patience how long it may take to start; empty to leave that to systemd
 * @param block whether to wait at all
 */
record Systemctl(Optional<Duration> patience, boolean block) {

  /** Waits as long as systemd does. */
  static final Systemctl PLAIN = new Systemctl(Optional.empty(), true);

  /** A unit that does not start says why. */
  Change start(UnitName name) {
    return new Change.RunScript(script("start", name));
  }

  Change restart(UnitName name) {
    return new Change.RunScript(script("restart", name));
  }

  /** Every time; a service can be gone again a moment after systemctl was content. */
  Change.RunCommand again(String verb, UnitName name) {
    var script =
        verb.equals("reload")
            ? UnitWatchScript.withWatch(
                Script.of("systemctl reload -- {}; unit_up $? {} ''", name, name))
            : script(verb, name);
    return new Change.RunCommand(script, Optional.empty(), Map.of(), Optional.empty());
  }

  /** What has failed before is forgotten, so that it does not count against this start. */
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
