package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.StartedProgram;
import runbook.testkit.NeedsLab;

/** The next play completes an interrupted one. */
@NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
class InterruptedPlayTest {

  private static final String SITE = "site.yml";

  @TempDir private Path controller;

  @Test
  void playKilledAtAnyPointCanBeRepeated(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    for (var task :
        List.of(
            "Install etcd",
            "Issue the certificate that clients see",
            "Announce the member",
            "Write the unit",
            "Start the member",
            "all members have been started")) {
      killAtTask(labCluster.begin(SITE), task);
      awaitEndOfCommands(hosts, labCluster);
    }
    assertNextPlayCompletes(labCluster);
  }

  @Test
  void memberThatStartsLateJoinsCluster(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    hosts.hardware().kill("etcd3");
    var down = labCluster.attempt(SITE);
    assertEquals(3, down.status(), down.text());
    assertTrue(down.text().contains("3 hosts: 0 changed, 0 failed, 1 unreachable"), down.text());
    // The available members found the cluster; the play need not fail before it is killed.
    killAtTask(
        labCluster.begin(SITE, "--limit", "etcd1,etcd2"), "barrier         the cluster is healthy");
    awaitEndOfCommands(hosts, labCluster);
    hosts.hardware().boot("etcd3");
    assertNextPlayCompletes(labCluster);
  }

  @Test
  void killedMemberIsStartedAgain(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play(SITE);
    labCluster.on("etcd2", "systemctl kill -s KILL etcd");
    assertNextPlayCompletes(labCluster);
  }

  /** Kills the play as soon as it reports a task. */
  private static void killAtTask(StartedProgram play, String task) throws InterruptedException {
    while (play.process().isAlive() && !play.text().contains(task)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    play.process().destroyForcibly();
    var programTranscript = play.end();
    assertEquals(128 + 9, programTranscript.status(), programTranscript.text());
  }

  /** A host is busy until the current command of the killed play has ended. */
  private static void awaitEndOfCommands(LabHosts hosts, LabCluster labCluster) throws Exception {
    for (var state : hosts.lab().states()) {
      if (state.state().equals("running")) {
        labCluster.on(state.host().name(), "while [ -e /run/.runbook-lease ]; do sleep 0.2; done");
      }
    }
  }

  private static void assertNextPlayCompletes(LabCluster labCluster) throws Exception {
    labCluster.play(SITE);
    labCluster.assertSecondPlayChangesNothing(SITE);
    assertEquals(3, labCluster.members("etcd1").size());
    assertEquals(labCluster.members("etcd1"), labCluster.members("etcd3"));
  }
}
