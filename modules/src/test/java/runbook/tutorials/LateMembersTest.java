package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Members join an existing cluster: late, two at a time, or after they lost their data. */
@NeedsLab(
    inventory =
        """
        etcd:
          vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
          hosts:
            etcd[1:5]: { address: !cel "'10.28.0.1' + inventory_hostname.substring(4)" }
        """,
    mirror = "etcd",
    fresh = true)
class LateMembersTest {

  private static final String SITE = "site.yml";
  private static final List<String> LATE = List.of("etcd4", "etcd5");

  @TempDir private Path controller;

  private static String state(LabCluster labCluster, String host) throws Exception {
    return labCluster.on(host, "sed -n 's/^initial-cluster-state: //p' /etc/etcd/etcd.yml").strip();
  }

  private static void assertAllMembersVote(LabCluster labCluster) throws Exception {
    assertEquals(5, labCluster.members("etcd1").size());
    assertTrue(labCluster.members("etcd1").stream().allMatch(m -> m.endsWith(", false")));
    labCluster.assertSecondPlayChangesNothing(SITE);
  }

  @Test
  void lateFoundingMembersStillFoundCluster(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    // The three available members are a majority, but not the whole cluster.
    var founded = labCluster.attempt(SITE, "--limit", "etcd1,etcd2,etcd3");
    assertTrue(founded.text().contains("the cluster is healthy: 3 of"), founded.text());
    assertTrue(founded.text().contains("etcd4, etcd5 are left out of this play"), founded.text());
    labCluster.play(SITE);
    for (var host : LATE) {
      assertEquals("\"new\"", state(labCluster, host));
    }
    assertAllMembersVote(labCluster);
  }

  @Test
  void foundingMemberWithLostDataJoinsAgain(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play(SITE);
    labCluster.on("etcd5", "systemctl stop etcd; mv /var/lib/etcd/member /var/lib/etcd/lost");
    var lost = labCluster.attempt(SITE);
    assertTrue(lost.text().contains("its data is gone from /var/lib/etcd"), lost.text());
    var anew = labCluster.play(SITE, "-e", "etcd_replace=true");
    assertTrue(anew.text().contains("learner etcd5"), anew.text());
    assertEquals("\"existing\"", state(labCluster, "etcd5"));
    assertAllMembersVote(labCluster);
    // Only founding members use the token; a new token must not restart the others.
    labCluster.assertSecondPlayChangesNothing(SITE, "-e", "etcd_token=main-2");
  }

  @Test
  void clusterGrowsByTwoMembersInOnePlay(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    var three = "{etcd_hosts: [etcd1, etcd2, etcd3]}";
    labCluster.play(SITE, "--limit", "etcd1,etcd2,etcd3", "-e", three);
    var predicted = labCluster.play(SITE, "--check");
    var grown = labCluster.play(SITE);
    var left = LabCluster.changes(grown);
    left.removeAll(LabCluster.changes(predicted));
    // Check mode cannot ask the cluster before etcdctl and the certificates are installed.
    left.removeAll(LabCluster.unknown(predicted));
    assertEquals(Set.of(), left);
    for (var host : LATE) {
      assertEquals("\"existing\"", state(labCluster, host));
      assertTrue(grown.text().contains("learner " + host), grown.text());
    }
    assertAllMembersVote(labCluster);
  }
}
