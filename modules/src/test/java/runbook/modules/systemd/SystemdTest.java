package runbook.modules.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static runbook.modules.systemd.UnitFactTest.unit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.Difference;
import runbook.module.ForeseenStates;
import runbook.module.Unforeseeable;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.LocalModuleRunner;
import runbook.modules.file.FileAccess;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileOwner;
import runbook.modules.file.FileState;
import runbook.modules.file.FileSurroundings;
import runbook.modules.systemd.Systemd.WantedUnitState;
import runbook.step.StepFailed;

class SystemdTest {

  private static final UnitFact WEB = new UnitFact(new UnitName("web"));

  private static Systemd asked(WantedUnitState wantedUnitState, Boolean enabled) {
    return new SystemdBuilder().state(wantedUnitState).enabled(enabled).module();
  }

  static Stream<Arguments> states() {
    var idle = unit("inactive", "disabled", false);
    return Stream.of(
        Arguments.of(idle, asked(WantedUnitState.STARTED, true), "active, enabled"),
        Arguments.of(idle, asked(WantedUnitState.STARTED, null), "active, disabled"),
        Arguments.of(idle, asked(null, true), "inactive, enabled"),
        Arguments.of(idle, asked(WantedUnitState.STOPPED, false), "inactive, disabled"),
        Arguments.of(
            unit("failed", "static", false),
            asked(WantedUnitState.STOPPED, true),
            "failed, static"),
        Arguments.of(
            unit("auto-restart", "enabled", false),
            asked(WantedUnitState.STARTED, null),
            "active, enabled"),
        Arguments.of(
            unit("reloading", "enabled", true),
            asked(WantedUnitState.STARTED, null),
            "reloading, enabled"),
        Arguments.of(
            unit("active", "enabled", false),
            asked(WantedUnitState.STOPPED, false),
            "inactive, disabled"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void unitReachesRequestedState(UnitState from, Systemd module, String to) throws StepFailed {
    var host = FakeSystemd.with("web.service", from);
    LocalModuleRunner.run(host).call(module);
    assertEquals(to, host.state(WEB).toString());
    assertFalse(LocalModuleRunner.run(host).call(module).changed());
  }

  @ParameterizedTest
  @EnumSource(
      value = WantedUnitState.class,
      names = {"RESTARTED", "RELOADED"})
  void restartAndReloadHappenEveryTime(WantedUnitState wantedUnitState) throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("active", "enabled", false));
    assertTrue(LocalModuleRunner.check(host).call(asked(wantedUnitState, null)).changed());
    assertEquals(List.of(), host.performed());
    assertTrue(LocalModuleRunner.run(host).call(asked(wantedUnitState, null)).changed());
    assertEquals(1, host.performed().size());
  }

  @Test
  void missingUnitFailsInCheckModeToo() {
    var host = FakeSystemd.with("web.service", UnitState.MISSING);
    for (var localModuleRunner :
        List.of(LocalModuleRunner.check(host), LocalModuleRunner.run(host))) {
      var e =
          assertThrows(
              StepFailed.class, () -> localModuleRunner.call(asked(WantedUnitState.STARTED, null)));
      assertEquals("the host has no unit web.service", e.failure().message());
    }
  }

  @Test
  void maskedUnitIsStartedOnlyIfUnmaskedToo() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "masked", false));
    var e =
        assertThrows(
            StepFailed.class,
            () -> LocalModuleRunner.run(host).call(asked(WantedUnitState.STARTED, null)));
    assertEquals("web.service is masked: add 'masked: false'", e.failure().message());
    var module =
        new SystemdBuilder().state(WantedUnitState.STARTED).enabled(true).masked(false).module();
    LocalModuleRunner.run(host).call(module);
    assertEquals("active, enabled", host.state(WEB).toString());
  }

  @Test
  void unitThatStopsAfterStartIsDetected() {
    var host =
        FakeSystemd.with("web.service", unit("inactive", "disabled", false))
            .does(change -> true, WEB, s -> unit("failed", s.enabling(), false));
    var e =
        assertThrows(
            StepFailed.class,
            () -> LocalModuleRunner.run(host).call(asked(WantedUnitState.STARTED, null)));
    assertTrue(e.failure().message().contains("is not as wanted"), e.failure().message());
  }

  @Test
  void startingUnitIsAwaitedWithoutChange() throws StepFailed {
    var waits = unit("activating", "enabled", false);
    var host = FakeSystemd.with("web.service", waits);
    host.has(new UnitHealthFact(WEB.name()), new UnitHealth("active", 0, List.of()));
    assertFalse(LocalModuleRunner.run(host).call(asked(WantedUnitState.STARTED, true)).changed());
    assertFalse(
        LocalModuleRunner.run(host)
            .call(new SystemdBuilder().state(WantedUnitState.STARTED).noBlock().module())
            .changed());
    assertEquals(List.of(), host.performed());
  }

  @ParameterizedTest
  @CsvSource({"failed, 0", "auto-restart, 3", "activating, 5"})
  void failureOfUnitEndsWait(String active, int restarts) {
    var host = FakeSystemd.with("web.service", unit("activating", "enabled", false));
    var story = List.of("bind: address already in use", "web.service has failed");
    host.has(new UnitHealthFact(WEB.name()), new UnitHealth(active, restarts, story));
    var module =
        new SystemdBuilder().state(WantedUnitState.STARTED).timeout(Duration.ofDays(1)).module();
    var failure =
        assertThrows(StepFailed.class, () -> LocalModuleRunner.run(host).call(module)).failure();
    assertEquals("web.service has failed", failure.message());
    assertTrue(failure.hint().startsWith("another process has the port"), failure.hint());
    assertTrue(failure.hint().endsWith("address already in use"), failure.hint());
  }

  @Test
  void invalidUnitFileIsReportedBeforeStart() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "disabled", false));
    host.has(new UnitVerifyFact(WEB.name()), List.of("web.service:3: Unknown key"));
    var module = new SystemdBuilder().state(WantedUnitState.STARTED).verify().module();
    var failure =
        assertThrows(StepFailed.class, () -> LocalModuleRunner.run(host).call(module)).failure();
    assertEquals("web.service:3: Unknown key", failure.message());
    assertEquals(List.of(), host.performed());
    assertTrue(LocalModuleRunner.run(host).call(asked(WantedUnitState.STARTED, null)).changed());
  }

  @Test
  void unitOlderThanItsFilesIsRestarted() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("active", "enabled", false));
    var table = new HostPath("/etc/crontab");
    host.has(FakeSystemd.process(WEB.name()), ProcessAge.of(true).written(table));
    host.does(
        change -> change.toString().contains("systemctl restart"),
        FakeSystemd.process(WEB.name()),
        ProcessAge::afterRestart);
    var module =
        new SystemdBuilder().state(WantedUnitState.STARTED).newerThan(table.path()).module();
    var predicted = LocalModuleRunner.check(host).call(module).differences();
    assertEquals(
        List.of(
            new Difference.ValueDifference("web.service", "older than /etc/crontab", "restarted")),
        predicted);
    assertEquals(predicted, LocalModuleRunner.run(host).call(module).differences());
    assertFalse(LocalModuleRunner.run(host).call(module).changed());
  }

  static Stream<SystemdBuilder> contradictoryModules() {
    var second = Duration.ofSeconds(1);
    return Stream.of(
        new SystemdBuilder().state(WantedUnitState.STARTED).masked(true),
        new SystemdBuilder().state(WantedUnitState.STOPPED).noBlock(),
        new SystemdBuilder().noBlock(),
        new SystemdBuilder().state(WantedUnitState.RELOADED).timeout(second),
        new SystemdBuilder().state(WantedUnitState.STARTED).timeout(second).noBlock(),
        new SystemdBuilder().state(WantedUnitState.STARTED).timeout(Duration.ZERO),
        new SystemdBuilder().state(WantedUnitState.RESTARTED).newerThan("/etc/web"));
  }

  @ParameterizedTest
  @MethodSource("contradictoryModules")
  void contradictoryParametersAreRefused(SystemdBuilder systemdBuilder) {
    assertThrows(IllegalArgumentException.class, systemdBuilder::module);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/systemd/system/web.service, '[Service]', 'inactive, static'",
    "/usr/lib/systemd/system/web.service, '[Install]', 'inactive, disabled'",
    "/etc/systemd/system/other.service, '[Install]', missing",
    "/etc/systemd/system/web.service.d/more.conf, '[Service]', missing"
  })
  void unitFileOfEarlierStepDefinesUnit(String path, String text, String foreseen)
      throws Unforeseeable {
    assertEquals(foreseen, WEB.foresee(UnitState.MISSING, written(path, text, true)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/systemd/system/web.service, true, 'active, enabled, changed on disk'",
    "/etc/systemd/system/web.service, false, 'active, enabled'",
    "/etc/systemd/system/web.service.d/more.conf, true, 'active, enabled, changed on disk'",
    "/etc/systemd/system/web.service.d/notes.txt, true, 'active, enabled'",
    "/etc/web.conf, true, 'active, enabled'"
  })
  void unitFileOfEarlierStepMakesRunningUnitNeedReload(String path, boolean fresh, String state)
      throws Unforeseeable {
    var seen = unit("active", "enabled", false);
    assertEquals(state, WEB.foresee(seen, written(path, "[Install]", fresh)).toString());
  }

  @Test
  void templateDefinesInstances() throws Unforeseeable {
    var instance = new UnitFact(new UnitName("web@1"));
    var file = written("/etc/systemd/system/web@.service", "[Install]", true);
    assertEquals("inactive, disabled", instance.foresee(UnitState.MISSING, file).toString());
  }

  /** Whether systemd still holds the unit depends on the other units that it holds. */
  @Test
  void stoppedUnitWhoseFileIsWrittenMayNeedReload() throws Unforeseeable, StepFailed {
    var path = "/etc/systemd/system/web.service";
    var seen = unit("inactive", "enabled", false);
    var foreseen = WEB.foresee(seen, written(path, "[Install]", true));
    assertEquals(ReloadNeed.MAYBE, foreseen.reloadNeed());
    var host = FakeSystemd.with("web.service", foreseen);
    var stopped = LocalModuleRunner.check(host).call(asked(WantedUnitState.STOPPED, null));
    assertEquals(
        Optional.of("systemd may have to read the changed file of web.service again"),
        stopped.unsureReason());
    var started = LocalModuleRunner.check(host).call(asked(WantedUnitState.STARTED, null));
    assertTrue(started.changed());
    assertEquals(Optional.empty(), started.unsureReason());
    var restarted = LocalModuleRunner.check(host).call(asked(WantedUnitState.RESTARTED, null));
    assertTrue(restarted.changed());
    assertEquals(Optional.empty(), restarted.unsureReason());
  }

  @Test
  void fileThatComesBackNeedsReloadIfSystemdHoldsTheUnit() throws Unforeseeable {
    var file = written("/etc/systemd/system/web.service", "[Install]", true);
    var seen = UnitState.missing(ReloadNeed.YES);
    assertEquals("inactive, disabled, changed on disk", WEB.foresee(seen, file).toString());
  }

  private static EarlierSteps removed() {
    return new EarlierSteps()
        .then(
            new FileFact(new HostPath("/etc/systemd/system/web.service")),
            new FileState(around(), new FileState.Absent()));
  }

  @Test
  void stoppedUnitWhoseFileIsRemovedIsMissing() throws Unforeseeable {
    assertFalse(WEB.foresee(unit("inactive", "enabled", false), removed()).exists());
  }

  @Test
  void runningUnitWhoseFileIsRemovedIsUnforeseeable() {
    assertThrows(
        Unforeseeable.class, () -> WEB.foresee(unit("active", "enabled", false), removed()));
  }

  @Test
  void checkPredictsRun() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "disabled", true));
    var module = asked(WantedUnitState.STARTED, true);
    var predicted = LocalModuleRunner.check(host).call(module).differences();
    assertEquals(
        List.of(
            new Difference.ValueDifference("web.service is read again", "", "changed on disk"),
            new Difference.ValueDifference("web.service", "disabled", "enabled"),
            new Difference.ValueDifference("web.service", "inactive", "active")),
        predicted);
    assertEquals(predicted, LocalModuleRunner.run(host).call(module).differences());
  }

  private static ForeseenStates written(String path, String text, boolean fresh) {
    var fileAccess = new FileAccess(new FileMode(0644), around().user(), around().group());
    var file = new FileState.Regular(fileAccess, Optional.of(FileContent.of(text)), fresh);
    return new EarlierSteps().then(new FileFact(new HostPath(path)), new FileState(around(), file));
  }

  private static FileSurroundings around() {
    var root = new FileOwner("root", "0");
    return new FileSurroundings(
        root, root, FileSurroundings.ParentState.OPEN, List.of(root), Optional.empty());
  }
}
