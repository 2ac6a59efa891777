package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/** Tests runs that are interrupted during a long command. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class InterruptTest {

  private static final String LONG =
      """
      - hosts: all
        tasks:
          - name: Take long
            shell: echo > '{{ root }}/begun'; sleep 100
          - copy: { content: "all is well", dest: "{{ root }}/after" }
      """;

  @TempDir Path folder;

  /** Both at the same time, because each waits ten seconds for the current step. */
  @Test
  void interruptExitsWith130AndTerminationWith143AndLeavesNoProcess() throws Exception {
    var place = Files.createDirectory(folder.resolve("web2"));
    try (var one = OpenSshd.withOwnTemporaryFolders(folder, 1, "10m");
        var two = OpenSshd.withOwnTemporaryFolders(place, 2, "10m")) {
      var site = Files.writeString(folder.resolve("site.yml"), LONG).toString();
      var sshdPlay = new SshdPlay(folder).host(1, one).host(2, two);
      var hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
      try (var first = RunbookProcess.start(folder, "play", site, "-i", hosts, "-l", "web1");
          var second = RunbookProcess.start(folder, "play", site, "-i", hosts, "-l", "web2")) {
        awaitBegun(sshdPlay.root(1), first);
        awaitBegun(sshdPlay.root(2), second);
        first.signal("INT");
        second.signal("TERM");
        assertStopped(first, 130);
        assertStopped(second, 143);
      }
      HostLeftovers.assertNothingRuns(one, OpenSshd.address(1));
      HostLeftovers.assertNothingRuns(two, OpenSshd.address(2));
      HostLeftovers.assertNone(one, folder);
      HostLeftovers.assertNone(two, place);
      assertFalse(Files.exists(sshdPlay.root(1).resolve("after")));
      assertFalse(Files.exists(sshdPlay.root(2).resolve("after")));
    }
  }

  @Test
  void secondInterruptKillsTheStepAtOnceAndNamesIt() throws Exception {
    try (var sshd = OpenSshd.withOwnTemporaryFolders(folder, 1, "10m")) {
      try (var runbookProcess = begun(new SshdPlay(folder).host(1, sshd), LONG)) {
        runbookProcess.signal("INT");
        awaitStopping(runbookProcess);
        runbookProcess.signal("INT");
        assertStopped(runbookProcess, 130);
        var said = runbookProcess.output();
        assertTrue(
            said.contains(
                "  in 'Take long' at " + folder.resolve("site.yml") + ":3:7; it was killed"),
            said);
      }
      HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
      HostLeftovers.assertNone(sshd, folder);
    }
  }

  /** The host's sshd is frozen, so nothing can be killed there. */
  @Test
  void secondInterruptEndsTheRunAndNamesTheStepsOfHostsThatDoNotAnswer() throws Exception {
    try (var sshd = OpenSshd.withOwnTemporaryFolders(folder, 1, "10m")) {
      var sshdPlay = new SshdPlay(folder).host(1, sshd);
      try (var runbookProcess = begun(sshdPlay, LONG.replace("sleep 100", "sleep 5"))) {
        sshd.freezeSessions();
        runbookProcess.signal("INT");
        awaitStopping(runbookProcess);
        runbookProcess.signal("INT");
        assertEquals(130, runbookProcess.exitCode(60), runbookProcess::output);
        sshd.thawSessions();
        var said = runbookProcess.output();
        assertTrue(said.contains("these steps may still be running: 'Take long' on web1"), said);
      }
      HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
    }
  }

  @Test
  void killedRunLeavesNoProcessOnHosts() throws Exception {
    try (var sshd = OpenSshd.withOwnTemporaryFolders(folder, 1, "10m")) {
      var sshdPlay = new SshdPlay(folder).host(1, sshd);
      try (var runbookProcess = begun(sshdPlay, LONG.replace("sleep 100", "sleep 2"))) {
        runbookProcess.signal("KILL");
        assertEquals(137, runbookProcess.exitCode(60));
      }
      HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
      HostLeftovers.assertNone(sshd, folder);
      assertFalse(Files.exists(sshdPlay.root(1).resolve("after")));
    }
  }

  /** Starts a play on the first host, and waits until its command has begun. */
  private RunbookProcess begun(SshdPlay sshdPlay, String playbook) throws Exception {
    var site = Files.writeString(folder.resolve("site.yml"), playbook).toString();
    var hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
    var runbookProcess = RunbookProcess.start(folder, "play", site, "-i", hosts);
    awaitBegun(sshdPlay.root(1), runbookProcess);
    return runbookProcess;
  }

  private static void awaitBegun(Path root, RunbookProcess runbookProcess) throws Exception {
    while (!Files.exists(root.resolve("begun"))) {
      assertTrue(runbookProcess.isAlive(), runbookProcess::output);
      Thread.sleep(20);
    }
  }

  private static void awaitStopping(RunbookProcess runbookProcess) throws Exception {
    while (!runbookProcess.output().contains("press Ctrl-C again")) {
      assertTrue(runbookProcess.isAlive(), runbookProcess::output);
      Thread.sleep(20);
    }
  }

  private static void assertStopped(RunbookProcess runbookProcess, int status) throws Exception {
    assertEquals(status, runbookProcess.exitCode(120), runbookProcess::output);
    var said = runbookProcess.output();
    assertTrue(said.contains("stopping after the current steps"), said);
    assertTrue(said.contains("1 host: 0 changed, 0 failed, 0 unreachable, 1 stopped"), said);
    assertTrue(said.contains("interrupted in 'Take long'"), said);
  }
}
