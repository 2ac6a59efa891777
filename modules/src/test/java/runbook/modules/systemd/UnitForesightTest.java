package runbook.modules.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Place;
import runbook.module.Unforeseeable;
import runbook.module.param.HostPath;

/** Check mode distinguishes a restart of a unit from a step that may also stop it. */
final class UnitForesightTest {

  private static final UnitName WEB = new UnitName("web.service");
  private static final UnitState STOPPED =
      new UnitState(
          true,
          "inactive",
          "disabled",
          ReloadNeed.NO,
          Optional.of(new HostPath("/etc/web.service")));

  @Test
  void restartedUnitIsRunning() throws Exception {
    var earlier = new EarlierSteps().then(new Place.StartedUnit(WEB.name()));
    assertEquals("active", new UnitForesight(WEB, earlier).of(STOPPED).active());
  }

  @Test
  void unitThatStepMayStopIsUnknown() {
    var stopped = new Place.Unit(WEB.name());
    for (var earlier :
        List.of(
            new EarlierSteps().then(stopped),
            new EarlierSteps().then(new Place.StartedUnit(WEB.name())).then(stopped))) {
      assertThrows(Unforeseeable.class, () -> new UnitForesight(WEB, earlier).of(STOPPED));
    }
  }

  @Test
  void otherUnitIsUnchanged() throws Exception {
    var earlier = new EarlierSteps().then(new Place.Unit("other.service"));
    assertEquals(STOPPED, new UnitForesight(WEB, earlier).of(STOPPED));
  }
}
