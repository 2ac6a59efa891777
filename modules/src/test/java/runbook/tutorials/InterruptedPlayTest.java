package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.NeedsLab;
import runbook.testkit.RealHosts;
import runbook.testkit.RealHosts.StartedProgram;

/** What is left half done is brought to its end by playing again. */
@NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
class InterruptedPlayTest {

  private static final String SITE = "site.yml";

  /** The exit status of a play that finds another one at work. */
  private static final int BUSY = 75;

  @TempDir private Path controller;

  @Test
  void playKilledAtAnyPointCanBeRepeated(RealHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    for (var task :
        List.of(
            "Install etcd",
            "Issue the certificate that clients see",
            "Announce the member",
            "Write the unit",
            "Start the member",
            "all members have been started")) {
      while (!isKilled(labCluster.begin(SITE), task)) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    while (labCluster.attempt(SITE).status() == BUSY) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    isBroughtToItsEnd(labCluster);
  }

  @Test
  void memberThatStartsLateJoinsCluster(RealHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    hosts.hardware().kill("etcd3");
    var down = labCluster.attempt(SITE);
    assertEquals(3, down.status(), down.text());
    assertTrue(down.text().contains("3 hosts: 0 changed, 0 failed, 1 unreachable"), down.text());
    // Those who are there found the cluster; that it is not whole need not be seen to the end.
    assertTrue(
        isKilled(
            labCluster.begin(SITE, "--limit", "etcd1,etcd2"),
            "barrier         the cluster is healthy"));
    hosts.hardware().boot("etcd3");
    isBroughtToItsEnd(labCluster);
  }

  @Test
  void killedMemberIsStartedAgain(RealHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play(SITE);
    labCluster.on("etcd2", "systemctl kill -s KILL etcd");
    isBroughtToItsEnd(labCluster);
  }

  /**
   * Kills the runner as soon as it speaks of a task. That fails while what the one before it was
   * killed at is still under way on a host.
   */
  private static boolean isKilled(StartedProgram play, String task) throws InterruptedException {
    while (play.process().isAlive() && !play.text().contains(task)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    play.process().destroyForcibly();
    var programTranscript = play.end();
    assertTrue(
        List.of(BUSY, 128 + 9).contains(programTranscript.status()), programTranscript.text());
    return programTranscript.status() != BUSY;
  }

  private static void isBroughtToItsEnd(LabCluster labCluster) throws Exception {
    labCluster.play(SITE);
    labCluster.isLeftAlone(SITE);
    assertEquals(3, labCluster.members("etcd1").size());
    assertEquals(labCluster.members("etcd1"), labCluster.members("etcd3"));
  }
}
