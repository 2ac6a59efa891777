package runbook.modules.systemd;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import runbook.module.Change;
import runbook.module.param.HostPath;
import runbook.testkit.FakeHost;

/** A host in memory that simulates systemctl for one unit. */
public final class FakeSystemd {

  private FakeSystemd() {}

  /** Returns a host with a unit that neither runs nor starts at boot. */
  public static FakeHost with(String unit) {
    return with(unit, new UnitState(true, "inactive", "disabled", ReloadNeed.NO, file(unit)));
  }

  static FakeHost with(String unit, UnitState state) {
    var fact = new UnitFact(new UnitName(unit));
    var course = new UnitHealthFact(fact.name());
    var host =
        new FakeHost()
            .has(fact, state)
            .has(course, new UnitHealth(state.active(), 0, List.of()))
            .has(new UnitVerifyFact(fact.name()), List.of())
            .has(process(fact.name()), ProcessAge.of(state.isRunning()))
            .does(says("start"), course, c -> new UnitHealth("active", 0, List.of()))
            .does(says("stop"), course, c -> new UnitHealth("inactive", 0, List.of()));
    verb(host, fact, "start", UnitState::started);
    verb(host, fact, "stop", UnitState::stopped);
    verb(host, fact, "enable", UnitState::enabled);
    verb(host, fact, "disable", UnitState::disabled);
    verb(host, fact, "mask", UnitState::masked);
    verb(host, fact, "unmask", UnitState::unmasked);
    verb(host, fact, "daemon-reload", UnitState::reread);
    return host;
  }

  /** Returns the process age of a unit that reads the crontab. */
  static ProcessAgeFact process(UnitName unit) {
    return new ProcessAgeFact(unit, List.of(new HostPath("/etc/crontab")), Systemctl.PLAIN);
  }

  static Optional<HostPath> file(String unit) {
    return Optional.of(new HostPath("/etc/systemd/system/" + unit));
  }

  private static void verb(
      FakeHost host, UnitFact fact, String verb, UnaryOperator<UnitState> does) {
    host.does(says(verb), fact, does);
  }

  private static Predicate<Change> says(String verb) {
    return change ->
        change instanceof Change.RunScript(var script)
            && script.text().matches("(?s)(.*\\W)?systemctl " + verb + "( .*)?");
  }
}
