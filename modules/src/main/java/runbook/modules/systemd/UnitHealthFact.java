package runbook.modules.systemd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.ForeseenStates;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Unforeseeable;
import runbook.module.Unreadable;

/** The health of a unit that was started; makes no change. */
record UnitHealthFact(UnitName unit) implements Fact<UnitHealth> {

  @Override
  public String label() {
    return "unit " + unit;
  }

  @Override
  public Script query(Detail detail) {
    return UnitWatchScript.withWatch(UnitWatchScript.SH.call("unit_course", unit));
  }

  @Override
  public UnitHealth read(ScriptOutput scriptOutput) throws Unreadable {
    var lines = scriptOutput.lines();
    var first = lines.isEmpty() ? new String[0] : lines.getFirst().split(":", -1);
    if (scriptOutput.exit() != 0 || first.length != 3) {
      throw new Unreadable(scriptOutput.text().strip());
    }
    boolean again = first[1].startsWith(UnitState.AGAIN);
    return new UnitHealth(
        again ? UnitState.AGAIN : first[0],
        first[2].matches("\\d{1,9}") ? Integer.parseInt(first[2]) : 0,
        lines.subList(1, lines.size()));
  }

  @Override
  public List<Change> changes(UnitHealth from, UnitHealth to) {
    return List.of();
  }

  @Override
  public Map<String, Object> values(UnitHealth state) {
    return Map.of("active", state.active(), "restarts", (long) state.restarts());
  }

  @Override
  public List<Place> places() {
    return List.of(new Place.Unit(unit.name()), new Place.UnitProcess(unit.name()));
  }

  @Override
  public UnitHealth foresee(UnitHealth seen, ForeseenStates earlier) throws Unforeseeable {
    earlier.changed(List.of(UnitFact.class, ProcessAgeFact.class));
    earlier.written(Place.Packages.class);
    earlier.written(Place.UnitProcess.class);
    boolean again = new UnitForesight(unit, earlier).isStarted();
    return earlier
        .of(new UnitFact(unit))
        .map(UnitState::active)
        .or(() -> again ? Optional.of("active") : Optional.empty())
        .map(active -> new UnitHealth(active, 0, seen.story()))
        .orElse(seen);
  }
}
