package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;
import runbook.tutorials.CoversRows;

/** Tests with units of real systemd that start, fail, or start slowly. */
@NeedsLab(hosts = 1)
class UnitsTest {

  private final OneHostLab host;

  UnitsTest(LabHosts hosts, @TempDir Path folder) {
    host = new OneHostLab(hosts, folder);
  }

  private void unit(String name, String service) throws Exception {
    var text = "[Service]\n" + service + "\n[Install]\nWantedBy=multi-user.target\n";
    var file = "/etc/systemd/system/" + name + ".service";
    host.on(
        "printf '%s' '" + text.replace("'", "'\\''") + "' > " + file + "; systemctl daemon-reload");
  }

  private static String waitForGoFile(String name) {
    return "while [ ! -e /run/" + name + ".go ]; do sleep 0.1; done; ";
  }

  @Test
  void unitThatWaitsForOthersIsAwaitedLater() throws Exception {
    unit(
        "waits",
        "Type=notify\nNotifyAccess=all\nExecStart=/bin/sh -c '"
            + waitForGoFile("waits")
            + "systemd-notify --ready; exec sleep 1000'");
    var start = "- systemd: {name: waits, state: started, enabled: true, no_block: true}\n";
    var wait = "- systemd: {name: waits, state: started, timeout: %s}\n";
    var checked = host.play(start + wait.formatted("9s"), "--check");
    assertEquals(0, checked.status(), checked.text());
    assertTrue(checked.text().contains("1 would change"), checked.text());
    var programTranscript = host.play(start + wait.formatted("1s"));
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("waits.service is activating (start), after 1 s"),
        programTranscript.text());
    assertEquals("enabled", host.on("systemctl is-enabled waits"));
    assertEquals("activating", host.on("systemctl is-active waits"));
    var again = host.play(start, "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
    host.on("(sleep 1; touch /run/waits.go) >/dev/null 2>&1 &");
    var whole = host.play(start + wait.formatted("30s"));
    assertEquals(0, whole.status(), whole.text());
    assertEquals("active", host.on("systemctl is-active waits"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ExecStart=/no/such/program | exited with status 203 | the program in ExecStart=",
        "WorkingDirectory=/no/such;ExecStart=/bin/true | status 200 | directory in WorkingDirector",
        "User=nobodyhere;ExecStart=/bin/true | status 217 | does not know the user in User=",
        "ExecStart=/bin/sh -c 'echo listen tcp :1: bind: address already in use; exit 7' |"
            + " status 7 | another process has the port",
        "Restart=always;RestartSec=50ms;ExecStart=/bin/sh -c 'sleep 0.2; kill -9 $$$$' |"
            + " killed by signal 9 | ``",
        "Type=notify;TimeoutStartSec=1;ExecStart=/bin/sleep 99 | result 'timeout' |"
            + " within TimeoutStartSec="
      })
  void failedUnitIsReportedWithReasonAndAdvice(String service, String message, String hint)
      throws Exception {
    unit("fails", service.replaceAll(";(?=[A-Z])", "\n"));
    var programTranscript =
        host.play(
            """
            - systemd: {name: fails, state: started, timeout: 20s}
              ignore_errors: true
            - systemd: {name: fails, state: restarted, timeout: 20s}
            """);
    assertEquals(1, programTranscript.status(), programTranscript.text());
    var verdicts =
        programTranscript
            .text()
            .lines()
            .filter(line -> line.startsWith("  fails.service") && line.contains(message));
    assertEquals(2, verdicts.count(), programTranscript.text());
    assertTrue(programTranscript.text().contains(hint), programTranscript.text());
    host.on("systemctl stop fails");
  }

  @Test
  @CoversRows({"S0-49", "S3-16"})
  void lastLogLinesOfFailedUnitAreShown() throws Exception {
    unit("talks", "ExecStart=/bin/sh -c 'echo the key is lost; exit 3'");
    host.on("systemctl start talks; systemctl reset-failed talks");
    unit("talks", "Type=oneshot\nExecStart=/bin/sh -c 'echo the lock is stuck; exit 4'");
    unit(
        "asks",
        """
        Type=oneshot
        ExecStartPre=/bin/sh -c 'echo the door is shut; exit 5'
        ExecStart=/bin/true\
        """);
    // Output of such short-lived processes is easily lost, so once proves nothing.
    int times = 8;
    var task = "- systemd: {name: %s, state: started}\n  ignore_errors: true\n";
    var programTranscript =
        host.play((task.formatted("talks") + task.formatted("asks")).repeat(times));
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals(
        times,
        count(programTranscript, "| talks.service has failed: its process exited with status 4"));
    assertEquals(times, count(programTranscript, "| the lock is stuck"), programTranscript.text());
    assertEquals(times, count(programTranscript, "| the door is shut"), programTranscript.text());
    assertFalse(programTranscript.text().contains("the key is lost"), programTranscript.text());
  }

  private static long count(ProgramTranscript programTranscript, String words) {
    return programTranscript.text().lines().filter(line -> line.contains(words)).count();
  }

  @Test
  void unitOlderThanItsFilesIsRestarted() throws Exception {
    unit("reads", "ExecStart=/bin/sleep 1000");
    host.on("echo one > /etc/reads.conf");
    var copy = "- copy: {content: \"%s\\n\", dest: /etc/reads.conf}\n";
    var start =
        "- systemd: {name: reads, state: started, newer_than: [/etc/reads.conf, /etc/not.there]}\n";
    var first = host.play(copy.formatted("two") + start);
    assertEquals(0, first.status(), first.text());
    var began = host.on("systemctl show -p MainPID reads");
    var second = host.play(copy.formatted("two") + start, "--detailed-exitcode");
    assertEquals(0, second.status(), second.text());
    assertEquals(began, host.on("systemctl show -p MainPID reads"));
    var checked = host.play(copy.formatted("three") + start, "--check");
    assertTrue(checked.text().contains("older than /etc/reads.conf → restarted"), checked.text());
    var third = host.play(copy.formatted("three") + start);
    assertTrue(third.text().contains("older than /etc/reads.conf → restarted"), third.text());
    assertNotEquals(began, host.on("systemctl show -p MainPID reads"));
    host.on("echo four > /etc/reads.conf");
    var byHand = host.play(start, "--detailed-exitcode");
    assertEquals(2, byHand.status(), byHand.text());
    var last = host.play(start, "--detailed-exitcode");
    assertEquals(0, last.status(), last.text());
  }

  @Test
  void waitingUnitIsRestartedForNewFilesWithoutWaiting() throws Exception {
    unit("hangs", "Type=notify\nExecStart=/bin/sleep 1000");
    var start =
        "- systemd: {name: hangs, state: started, no_block: true, newer_than: [/etc/hangs.conf]}\n";
    assertEquals(0, host.play(start).status());
    var began = host.on("systemctl show -p MainPID hangs");
    host.on("echo new > /etc/hangs.conf");
    var again = host.play(start, "--detailed-exitcode");
    assertEquals(2, again.status(), again.text());
    assertNotEquals(began, host.on("systemctl show -p MainPID hangs"));
    assertEquals(0, host.play(start, "--detailed-exitcode").status());
    host.on("systemctl stop hangs");
  }

  @Test
  void invalidUnitFileIsReportedBeforeUnitIsChanged() throws Exception {
    unit("wrong", "ExecStart=/bin/sleep 1000\nLimitNOFILES=7");
    var programTranscript = host.play("- systemd: {name: wrong, state: started, verify: true}\n");
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("wrong.service:3: Unknown key"),
        programTranscript.text());
    assertEquals("inactive", host.on("systemctl is-active wrong"));
    unit("wrong", "ExecStart=/bin/sleep 1000");
    var mended = host.play("- systemd: {name: wrong, state: started, verify: true}\n");
    assertEquals(0, mended.status(), mended.text());
  }
}
