package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.StartedProgram;
import runbook.testkit.NeedsLab;

/** Interrupted replacements, and one that is refused because the cluster has no majority. */
@NeedsLab(
    inventory =
        """
        all:
          hosts:
            master01: { address: 192.168.100.200 }
            master02: { address: 192.168.100.201 }
            master03: { address: 192.168.100.202 }
            master04: { address: 192.168.100.203 }
        """,
    mirror = "etcd",
    fresh = true)
class Seed2InterruptedReplaceTest {

  private static final String REPLACE = "seeds/seed2-replace.yml";
  private static final String[] WORDS = {
    "-i", "../inventory/seed2-replaced.yml", "-e", "failed=master01", "-e", "replacement=master04"
  };

  /** The exit status of a play while another run uses a host. */
  private static final int BUSY = 75;

  /** Makes the addition of a member wait while the gate exists. */
  private static final String GATE =
      """
      cd /usr/local/bin && mv etcdctl etcdctl.real && touch /run/gate && cat >etcdctl <<'END'
      #!/bin/sh
      case "$*" in *"member add"*)
        touch /run/reached
        while [ -e /run/gate ]; do sleep 0.1; done ;;
      esac
      exec /usr/local/bin/etcdctl.real "$@"
      END
      chmod 755 etcdctl\
      """;

  @TempDir private Path controller;

  @Test
  void interruptedReplacementIsRepeatedButNotTriedWithoutMajority(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play("seeds/seed2.yml", "-i", "../inventory/seed2.yml");
    hosts.hardware().kill("master01");
    for (var survivor : List.of("master02", "master03")) {
      labCluster.on(survivor, GATE);
    }
    killAt(
        labCluster,
        play -> {
          boolean come =
              gateIsReached(labCluster, "master02") || gateIsReached(labCluster, "master03");
          if (come) {
            assertEquals(2, labCluster.members("master02").size(), "one is removed, none is added");
          }
          return come;
        });
    for (var survivor : List.of("master02", "master03")) {
      labCluster.on(survivor, "rm /run/gate");
    }
    killAt(labCluster, play -> play.text().contains("Start the member"));
    assertEquals(3, labCluster.members("master02").size(), "the new one is added");
    while (labCluster.attempt(REPLACE, WORDS).status() == BUSY) {
      TimeUnit.MILLISECONDS.sleep(200);
    }
    var again = labCluster.play(REPLACE, WORDS);
    assertTrue(again.text().contains("3 hosts: 0 changed"), again.text());
    var members = labCluster.members("master04");
    assertEquals(3, members.stream().filter(m -> m.endsWith(", false")).count(), "" + members);

    hosts.hardware().kill("master03");
    hosts.hardware().kill("master04");
    hosts.hardware().boot("master01");
    var refused = labCluster.attempt(REPLACE, back());
    assertNotEquals(0, refused.status());
    assertTrue(
        refused.text().contains("FAILED   master02  Replace the failed member"), refused.text());
    assertTrue(refused.text().contains("hint: bring "), refused.text());
    hosts.hardware().boot("master03");
    hosts.hardware().boot("master04");
    labCluster.on(
        "master02",
        "set -a; . /etc/etcd/etcdctl.env; until etcdctl endpoint health >/dev/null 2>&1; do"
            + " sleep 0.2; done");
    assertEquals(members, labCluster.members("master02"));
  }

  /** Returns the options for a play that replaces master03 with master01. */
  private String[] back() throws Exception {
    var inventory =
        Files.writeString(
            controller.resolve("back.yml"),
            """
            etcd:
              vars: { user: root, etcd_cluster: etcd-cluster, etcd_token: masters-93fa11 }
              hosts: { master01: {}, master02: {}, master04: {} }
            """);
    return new String[] {
      "-i", inventory.toString(), "-e", "failed=master03", "-e", "replacement=master01"
    };
  }

  private interface KillMoment {
    boolean hasCome(StartedProgram play) throws Exception;
  }

  /** Kills the play at this moment; starts it again while commands of a killed play still run. */
  private static void killAt(LabCluster labCluster, KillMoment killMoment) throws Exception {
    int status = BUSY;
    while (status == BUSY) {
      var play = labCluster.begin(REPLACE, WORDS);
      while (play.process().isAlive() && !killMoment.hasCome(play)) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
      play.process().destroyForcibly();
      var programTranscript = play.end();
      status = programTranscript.status();
      assertTrue(List.of(BUSY, 128 + 9).contains(status), programTranscript.text());
    }
  }

  private static boolean gateIsReached(LabCluster labCluster, String host) throws Exception {
    return !labCluster.on(host, "ls /run/reached 2>/dev/null; true").isEmpty();
  }
}
