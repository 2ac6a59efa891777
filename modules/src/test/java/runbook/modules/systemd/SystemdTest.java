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
import runbook.module.Foreseen;
import runbook.module.Unforeseeable;
import runbook.module.param.Content;
import runbook.module.param.HostPath;
import runbook.module.param.Mode;
import runbook.modules.Machine;
import runbook.modules.file.Access;
import runbook.modules.file.Around;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileState;
import runbook.modules.file.Owner;
import runbook.modules.systemd.Systemd.State;
import runbook.step.StepFailed;

class SystemdTest {

  private static final UnitFact WEB = new UnitFact(new UnitName("web"));

  private static Systemd asked(State state, Boolean enabled) {
    return new Asked().state(state).enabled(enabled).module();
  }

  static Stream<Arguments> states() {
    var idle = unit("inactive", "disabled", false);
    return Stream.of(
        Arguments.of(idle, asked(State.STARTED, true), "active, enabled"),
        Arguments.of(idle, asked(State.STARTED, null), "active, disabled"),
        Arguments.of(idle, asked(null, true), "inactive, enabled"),
        Arguments.of(idle, asked(State.STOPPED, false), "inactive, disabled"),
        Arguments.of(unit("failed", "static", false), asked(State.STOPPED, true), "failed, static"),
        Arguments.of(
            unit("auto-restart", "enabled", false), asked(State.STARTED, null), "active, enabled"),
        Arguments.of(
            unit("reloading", "enabled", true), asked(State.STARTED, null), "reloading, enabled"),
        Arguments.of(
            unit("active", "enabled", false), asked(State.STOPPED, false), "inactive, disabled"));
  }

  @ParameterizedTest
  @MethodSource("states")
  void theUnitComesToTheStateAskedFor(UnitState from, Systemd module, String to) throws StepFailed {
    var host = FakeSystemd.with("web.service", from);
    Machine.run(host).call(module);
    assertEquals(to, host.state(WEB).toString());
    assertFalse(Machine.run(host).call(module).changed());
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"RESTARTED", "RELOADED"})
  void aRestartAndAReloadHappenEveryTime(State state) throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("active", "enabled", false));
    assertTrue(Machine.check(host).call(asked(state, null)).changed());
    assertEquals(List.of(), host.performed());
    assertTrue(Machine.run(host).call(asked(state, null)).changed());
    assertEquals(1, host.performed().size());
  }

  @Test
  void aUnitThatIsNotThereFailsInCheckModeToo() {
    var host = FakeSystemd.with("web.service", UnitState.MISSING);
    for (var machine : List.of(Machine.check(host), Machine.run(host))) {
      var e = assertThrows(StepFailed.class, () -> machine.call(asked(State.STARTED, null)));
      assertEquals("the host has no unit web.service", e.failure().message());
    }
  }

  @Test
  void aMaskedUnitIsStartedOnlyByWhoUnmasksIt() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "masked", false));
    var e =
        assertThrows(StepFailed.class, () -> Machine.run(host).call(asked(State.STARTED, null)));
    assertEquals("web.service is masked: add 'masked: false'", e.failure().message());
    var module = new Asked().state(State.STARTED).enabled(true).masked(false).module();
    Machine.run(host).call(module);
    assertEquals("active, enabled", host.state(WEB).toString());
  }

  @Test
  void aUnitThatDoesNotStayUpIsNoticed() {
    var host =
        FakeSystemd.with("web.service", unit("inactive", "disabled", false))
            .does(change -> true, WEB, s -> unit("failed", s.enabling(), false));
    var e =
        assertThrows(StepFailed.class, () -> Machine.run(host).call(asked(State.STARTED, null)));
    assertTrue(e.failure().message().contains("is not as wanted"), e.failure().message());
  }

  @Test
  void oneThatWasStartedBeforeIsWaitedForWithoutBeingChanged() throws StepFailed {
    var waits = unit("activating", "enabled", false);
    var host = FakeSystemd.with("web.service", waits);
    host.has(new CourseFact(WEB.name()), new Course("active", 0, List.of()));
    assertFalse(Machine.run(host).call(asked(State.STARTED, true)).changed());
    assertFalse(
        Machine.run(host).call(new Asked().state(State.STARTED).noBlock().module()).changed());
    assertEquals(List.of(), host.performed());
  }

  @ParameterizedTest
  @CsvSource({"failed, 0", "auto-restart, 3", "activating, 5"})
  void oneThatHasFailedWhileItWasWaitedForIsTheEndOfTheWait(String active, int restarts) {
    var host = FakeSystemd.with("web.service", unit("activating", "enabled", false));
    var story = List.of("bind: address already in use", "web.service has failed");
    host.has(new CourseFact(WEB.name()), new Course(active, restarts, story));
    var module = new Asked().state(State.STARTED).timeout(Duration.ofDays(1)).module();
    var failure = assertThrows(StepFailed.class, () -> Machine.run(host).call(module)).failure();
    assertEquals("web.service has failed", failure.message());
    assertTrue(failure.hint().startsWith("another process has the port"), failure.hint());
    assertTrue(failure.hint().endsWith("address already in use"), failure.hint());
  }

  @Test
  void aMistakeInItsFileIsSaidBeforeItIsStarted() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "disabled", false));
    host.has(new VerifyFact(WEB.name()), List.of("web.service:3: Unknown key"));
    var module = new Asked().state(State.STARTED).verify().module();
    var failure = assertThrows(StepFailed.class, () -> Machine.run(host).call(module)).failure();
    assertEquals("web.service:3: Unknown key", failure.message());
    assertEquals(List.of(), host.performed());
    assertTrue(Machine.run(host).call(asked(State.STARTED, null)).changed());
  }

  @Test
  void oneThatIsOlderThanItsFilesIsStartedAgain() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("active", "enabled", false));
    var table = new HostPath("/etc/crontab");
    host.has(FakeSystemd.process(WEB.name()), Age.of(true).written(table));
    host.does(
        change -> change.toString().contains("systemctl restart"),
        FakeSystemd.process(WEB.name()),
        Age::renewed);
    var module = new Asked().state(State.STARTED).newerThan(table.path()).module();
    var foretold = Machine.check(host).call(module).differences();
    assertEquals(
        List.of(new Difference.Value("web.service", "older than /etc/crontab", "restarted")),
        foretold);
    assertEquals(foretold, Machine.run(host).call(module).differences());
    assertFalse(Machine.run(host).call(module).changed());
  }

  static Stream<Asked> absurd() {
    var second = Duration.ofSeconds(1);
    return Stream.of(
        new Asked().state(State.STARTED).masked(true),
        new Asked().state(State.STOPPED).noBlock(),
        new Asked().noBlock(),
        new Asked().state(State.RELOADED).timeout(second),
        new Asked().state(State.STARTED).timeout(second).noBlock(),
        new Asked().state(State.STARTED).timeout(Duration.ZERO),
        new Asked().state(State.RESTARTED).newerThan("/etc/web"));
  }

  @ParameterizedTest
  @MethodSource("absurd")
  void whatDoesNotGoTogetherIsRefused(Asked asked) {
    assertThrows(IllegalArgumentException.class, asked::module);
  }

  @ParameterizedTest
  @CsvSource({
    "/etc/systemd/system/web.service, '[Service]', 'inactive, static'",
    "/usr/lib/systemd/system/web.service, '[Install]', 'inactive, disabled'",
    "/etc/systemd/system/other.service, '[Install]', missing",
    "/etc/systemd/system/web.service.d/more.conf, '[Service]', missing"
  })
  void aUnitFileOfAnEarlierStepMakesAUnit(String path, String text, String foreseen)
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
  void aUnitFileThatAnEarlierStepWritesMustBeReadAgain(String path, boolean fresh, String state)
      throws Unforeseeable {
    var seen = unit("active", "enabled", false);
    assertEquals(state, WEB.foresee(seen, written(path, "[Install]", fresh)).toString());
  }

  @Test
  void aTemplateMakesItsInstances() throws Unforeseeable {
    var instance = new UnitFact(new UnitName("web@1"));
    var file = written("/etc/systemd/system/web@.service", "[Install]", true);
    assertEquals("inactive, disabled", instance.foresee(UnitState.MISSING, file).toString());
  }

  @Test
  void aUnitWhoseFileIsRemovedIsMissing() throws Unforeseeable {
    var gone =
        new Earlier()
            .then(
                new FileFact(new HostPath("/etc/systemd/system/web.service")),
                new FileState(around(), new FileState.Absent()));
    assertEquals(UnitState.MISSING, WEB.foresee(unit("active", "enabled", false), gone));
  }

  @Test
  void checkShowsWhatARunDoes() throws StepFailed {
    var host = FakeSystemd.with("web.service", unit("inactive", "disabled", true));
    var module = asked(State.STARTED, true);
    var foretold = Machine.check(host).call(module).differences();
    assertEquals(
        List.of(
            new Difference.Value("web.service is read again", "", "changed on disk"),
            new Difference.Value("web.service", "disabled", "enabled"),
            new Difference.Value("web.service", "inactive", "active")),
        foretold);
    assertEquals(foretold, Machine.run(host).call(module).differences());
  }

  private static Foreseen written(String path, String text, boolean fresh) {
    var access = new Access(new Mode(0644), around().user(), around().group());
    var file = new FileState.Regular(access, Optional.of(Content.of(text)), fresh);
    return new Earlier().then(new FileFact(new HostPath(path)), new FileState(around(), file));
  }

  private static Around around() {
    var root = new Owner("root", "0");
    return new Around(root, root, Around.Parent.OPEN, List.of(root), Optional.empty());
  }
}
