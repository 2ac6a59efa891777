package runbook.modules.systemd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static runbook.modules.systemd.UnitFactTest.unit;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.module.ScriptOutput;
import runbook.module.Unreadable;
import runbook.module.param.FileContent;
import runbook.module.param.FileMode;
import runbook.module.param.HostPath;
import runbook.modules.file.FileAccess;
import runbook.modules.file.FileFact;
import runbook.modules.file.FileOwner;
import runbook.modules.file.FileState;
import runbook.modules.file.FileSurroundings;

class ProcessAgeFactTest {

  private static final HostPath CONF = new HostPath("/etc/web.conf");
  private static final HostPath FOLDER = new HostPath("/etc/web.d");
  private static final UnitName WEB = new UnitName("web");
  private static final ProcessAgeFact PROCESS =
      new ProcessAgeFact(WEB, List.of(CONF, FOLDER), Systemctl.PLAIN);

  @ParameterizedTest
  @CsvSource({
    // Seconds since 1970 of 2026-11-20 08:00:00: 1795161600
    "active,       .500000, 1795161600, .400000000, up to date",
    "active,       .500000, 1795161600, .600000000, older than /etc/web.conf",
    "active,       .500000, 1795161601, .000000000, older than /etc/web.conf",
    "activating,   .500000, 1795161601, .000000000, older than /etc/web.conf",
    "deactivating, .500000, 1795161601, .000000000, not running",
    "inactive,     .500000, 1795161601, .000000000, not running",
    "active,       '',      1795161600, .900000000, up to date",
    "active,       .500000, 1795161600, '',         up to date",
    "active,       '',      1795161601, '',         older than /etc/web.conf"
  })
  void unknownTimesAreNotCompared(
      String active, String fraction, String second, String part, String age) throws Unreadable {
    var text =
        """
        ActiveState=%s
        MainPID=12
        ExecMainStartTimestamp=Fri 2026-11-20 08:00:00%s UTC
        InactiveExitTimestamp=Fri 2026-11-20 07:00:00 UTC
        File=0 %s 2026-11-20 09:00:00%s +0100
        """
            .formatted(active, fraction, second, part);
    assertEquals(age, read(text).toString());
  }

  @Test
  void unitWithoutProcessStartedWhenItBecameActive() throws Unreadable {
    var text =
        """
        ActiveState=active
        InactiveExitTimestamp=Fri 2026-11-20 08:00:00 UTC
        File=1 1795161999 2026-11-20 08:06:39 +0000
        """;
    assertEquals("older than /etc/web.d", read(text).toString());
    assertEquals("not running", read("Job=7\n" + text).toString());
  }

  @Test
  void unexpectedStatOutputIsReported() {
    var e =
        assertThrows(
            Unreadable.class,
            () ->
                read(
                    """
                    ActiveState=active
                    ExecMainStartTimestamp=Fri 2026-11-20 08:00:00 UTC
                    File=what
                    """));
    assertEquals("unexpected output from the host's stat: what", e.getMessage());
  }

  private static ProcessAge read(String text) throws Unreadable {
    return PROCESS.read(new ScriptOutput(0, text.getBytes(StandardCharsets.UTF_8)));
  }

  static Stream<Arguments> steps() {
    var runs = new UnitFact(WEB);
    var up = unit("active", "enabled", false);
    var down = unit("inactive", "enabled", false);
    var conf = new FileFact(CONF);
    var part = new FileFact(new HostPath("/etc/web.d/a.conf"));
    var other = new ProcessAgeFact(WEB, List.of(new HostPath("/etc/hosts")), Systemctl.PLAIN);
    var written = written(true);
    return Stream.of(
        Arguments.of(new EarlierSteps(), true, "up to date"),
        Arguments.of(new EarlierSteps().then(conf, written), true, "older than /etc/web.conf"),
        Arguments.of(new EarlierSteps().then(conf, written), false, "not running"),
        Arguments.of(new EarlierSteps().then(conf, written(false)), true, "up to date"),
        Arguments.of(new EarlierSteps().then(part, written), true, "older than /etc/web.d"),
        Arguments.of(new EarlierSteps().then(conf, written).then(runs, up), false, "up to date"),
        Arguments.of(
            new EarlierSteps().then(runs, up).then(conf, written),
            false,
            "older than /etc/web.conf"),
        Arguments.of(new EarlierSteps().then(conf, written).then(runs, down), true, "not running"),
        Arguments.of(
            new EarlierSteps().then(conf, written).then(other, ProcessAge.of(true)),
            true,
            "up to date"));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void writesAndStartsOfEarlierStepsCountInOrder(
      EarlierSteps earlierSteps, boolean runs, String foreseen)
      throws runbook.module.Unforeseeable {
    assertEquals(foreseen, PROCESS.foresee(ProcessAge.of(runs), earlierSteps).toString());
  }

  private static FileState written(boolean fresh) {
    var root = new FileOwner("root", "0");
    var fileAccess = new FileAccess(new FileMode(0644), root, root);
    return new FileState(
        new FileSurroundings(
            root, root, FileSurroundings.ParentState.OPEN, List.of(root), Optional.empty()),
        new FileState.Regular(fileAccess, Optional.of(FileContent.of("x")), fresh));
  }
}
