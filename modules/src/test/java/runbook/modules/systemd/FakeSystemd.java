package runbook.modules.systemd;

import java.util.Optional;
import java.util.function.UnaryOperator;
import runbook.module.Change;
import runbook.module.param.HostPath;
import runbook.testkit.FakeHost;

/** A host in memory whose unit does what systemctl is told. */
public final class FakeSystemd {

  private FakeSystemd() {}

  /** With a unit that neither runs nor starts at boot. */
  public static FakeHost with(String unit) {
    return with(unit, new UnitState(true, "inactive", "disabled", false, file(unit)));
  }

  static FakeHost with(String unit, UnitState state) {
    var fact = new UnitFact(new UnitName(unit));
    var host = new FakeHost().has(fact, state);
    verb(host, fact, "start", UnitState::started);
    verb(host, fact, "stop", UnitState::stopped);
    verb(host, fact, "enable", UnitState::enabled);
    verb(host, fact, "disable", UnitState::disabled);
    verb(host, fact, "mask", UnitState::masked);
    verb(host, fact, "unmask", UnitState::unmasked);
    verb(host, fact, "daemon-reload", UnitState::reread);
    return host;
  }

  static Optional<HostPath> file(String unit) {
    return Optional.of(new HostPath("/etc/systemd/system/" + unit));
  }

  private static void verb(
      FakeHost host, UnitFact fact, String verb, UnaryOperator<UnitState> does) {
    host.does(
        change ->
            change instanceof Change.Run(var script)
                && script.text().matches("(?s)(.*\n)?systemctl " + verb + "( .*)?"),
        fact,
        does);
  }
}
