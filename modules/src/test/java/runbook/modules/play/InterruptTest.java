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

/** What becomes of a run, and of its hosts, that is interrupted while a long command runs. */
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

  /** Both at the same time, as each waits ten seconds for the step under way. */
  @Test
  void interruptedItExitsWith130AndTerminatedWith143AndNothingRunsOn() throws Exception {
    var place = Files.createDirectory(folder.resolve("web2"));
    try (var one = OpenSshd.apart(folder, 1, "10m");
        var two = OpenSshd.apart(place, 2, "10m")) {
      var site = Files.writeString(folder.resolve("site.yml"), LONG).toString();
      var drill = new Drill(folder).host(1, one).host(2, two);
      var hosts = Files.writeString(folder.resolve("hosts.yml"), drill.inventory()).toString();
      try (var first = Program.start(folder, "play", site, "-i", hosts, "-l", "web1");
          var second = Program.start(folder, "play", site, "-i", hosts, "-l", "web2")) {
        awaitBegun(drill.root(1), first);
        awaitBegun(drill.root(2), second);
        first.signal("INT");
        second.signal("TERM");
        assertStopped(first, 130);
        assertStopped(second, 143);
      }
      Traces.assertNothingRuns(one, OpenSshd.address(1));
      Traces.assertNothingRuns(two, OpenSshd.address(2));
      Traces.assertNone(one, folder);
      Traces.assertNone(two, place);
      assertFalse(Files.exists(drill.root(1).resolve("after")));
      assertFalse(Files.exists(drill.root(2).resolve("after")));
    }
  }

  @Test
  void killedOutrightItLeavesNothingOnTheHosts() throws Exception {
    try (var sshd = OpenSshd.apart(folder, 1, "10m")) {
      var text = LONG.replace("sleep 100", "sleep 2");
      var site = Files.writeString(folder.resolve("site.yml"), text).toString();
      var drill = new Drill(folder).host(1, sshd);
      var hosts = Files.writeString(folder.resolve("hosts.yml"), drill.inventory()).toString();
      try (var program = Program.start(folder, "play", site, "-i", hosts)) {
        awaitBegun(drill.root(1), program);
        program.signal("KILL");
        assertEquals(137, program.exitCode(60));
      }
      Traces.assertNothingRuns(sshd, OpenSshd.address(1));
      Traces.assertNone(sshd, folder);
      assertFalse(Files.exists(drill.root(1).resolve("after")));
    }
  }

  private static void awaitBegun(Path root, Program program) throws Exception {
    while (!Files.exists(root.resolve("begun"))) {
      assertTrue(program.isAlive(), program::output);
      Thread.sleep(20);
    }
  }

  private static void assertStopped(Program program, int status) throws Exception {
    assertEquals(status, program.exitCode(120), program::output);
    var said = program.output();
    assertTrue(said.contains("stopping after the steps under way"), said);
    assertTrue(said.contains("1 host: 0 changed, 0 failed, 0 unreachable"), said);
    assertTrue(said.contains("interrupted"), said);
  }
}
