package runbook.modules.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Change;
import runbook.module.Fact.Detail;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.param.HostPath;
import runbook.testkit.LocalShell;

class UnitFactTest {

  private static final UnitFact WEB = new UnitFact(new UnitName("web"));

  static UnitState unit(String active, String enabling, boolean stale) {
    return new UnitState(
        true,
        active,
        enabling,
        stale ? ReloadNeed.YES : ReloadNeed.NO,
        Optional.of(new HostPath("/etc/systemd/system/web.service")));
  }

  static Stream<Arguments> answers() {
    var file = "/etc/systemd/system/web.service";
    return Stream.of(
        Arguments.of(
            shown("loaded", "active", "enabled", "no", file), unit("active", "enabled", false)),
        Arguments.of(
            shown("loaded", "failed", "disabled", "yes", file) + "OnDisk=" + file + "\n",
            unit("failed", "disabled", true)),
        Arguments.of(shown("not-found", "inactive", "", "no", ""), UnitState.MISSING),
        Arguments.of(
            shown("loaded", "inactive", "disabled", "yes", file),
            UnitState.missing(ReloadNeed.YES)),
        Arguments.of(
            shown("loaded", "active", "enabled", "yes", file), unit("active", "enabled", false)),
        Arguments.of(
            shown("loaded", "inactive", "disabled", "yes", file) + "OnDisk=" + file + "\n",
            unit("inactive", "disabled", true)),
        Arguments.of(
            shown("not-found", "inactive", "", "no", "") + "OnDisk=" + file + "\n",
            unit("inactive", "disabled", true)),
        Arguments.of(
            shown("loaded", "active", "", "no", ""),
            new UnitState(true, "active", "", ReloadNeed.NO, Optional.empty())));
  }

  private static String shown(
      String load, String active, String enabling, String reload, String file) {
    return """
    LoadState=%s
    ActiveState=%s
    UnitFileState=%s
    NeedDaemonReload=%s
    FragmentPath=%s
    """
        .formatted(load, active, enabling, reload, file);
  }

  @ParameterizedTest
  @MethodSource("answers")
  void outputOfSystemctlIsParsed(String text, UnitState state) throws Unreadable {
    assertEquals(state, WEB.read(new ScriptOutput(0, text.getBytes(StandardCharsets.UTF_8))));
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void missingSystemctlIsReported(LocalShell localShell) {
    var query = "PATH=/nowhere\n" + WEB.query(Detail.STATE).whole();
    var shellOutput = localShell.run(query);
    var scriptOutput =
        new ScriptOutput(shellOutput.exit(), shellOutput.err().getBytes(StandardCharsets.UTF_8));
    var e = assertThrows(Unreadable.class, () -> WEB.read(scriptOutput));
    assertEquals("there is no systemctl: this host does not run systemd", e.getMessage());
  }

  @ParameterizedTest
  @MethodSource("runbook.modules.TestShells#all")
  void queryCallsSystemctlOnce(LocalShell localShell) throws Unreadable {
    var stub =
        "systemctl() { printf 'LoadState=loaded\\nActiveState=active\\nAsked=%s\\n' \"$*\"; }\n";
    var shellOutput = localShell.run(stub + WEB.query(Detail.STATE).whole());
    assertEquals(0, shellOutput.exit(), shellOutput.err());
    assertTrue(shellOutput.text().contains("-- web.service"), shellOutput.text());
    var state = WEB.read(new ScriptOutput(0, shellOutput.out()));
    assertEquals("active", state.active());
  }

  static Stream<Arguments> changes() {
    var idle = unit("inactive", "disabled", false);
    var running = unit("active", "enabled", false);
    return Stream.of(
        Arguments.of(idle, idle, List.of()),
        Arguments.of(idle, running, List.of("enable", "start")),
        Arguments.of(running, idle, List.of("disable", "stop")),
        Arguments.of(unit("active", "enabled", true), running, List.of("daemon-reload")),
        Arguments.of(
            unit("inactive", "disabled", true),
            running,
            List.of("daemon-reload", "enable", "start")),
        Arguments.of(unit("inactive", "masked", false), idle, List.of("unmask")),
        Arguments.of(
            unit("inactive", "masked", false), running, List.of("unmask", "enable", "start")),
        Arguments.of(running, unit("inactive", "masked", false), List.of("mask", "stop")));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void onlyNecessarySystemctlCommandsAreRun(UnitState from, UnitState to, List<String> verbs) {
    assertEquals(verbs, WEB.changes(from, to).stream().map(UnitFactTest::verb).toList());
  }

  private static String verb(Change change) {
    var text = ((Change.RunScript) change).script().text();
    return text.replaceAll("(?s).*?systemctl (?!reset-failed)([a-z-]+).*", "$1");
  }

  @ParameterizedTest
  @CsvSource({
    "cron, cron.service",
    "cron.service, cron.service",
    "backup.timer, backup.timer",
    "web@1, web@1.service",
    "system-getty.slice, system-getty.slice",
    "app.v2, app.v2.service"
  })
  void nameWithoutSuffixIsService(String written, String name) {
    assertEquals(name, new UnitName(written).name());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-x", "a b", "a/b", "a;b"})
  void invalidNamesAreRefused(String name) {
    assertThrows(IllegalArgumentException.class, () -> new UnitName(name));
  }
}
