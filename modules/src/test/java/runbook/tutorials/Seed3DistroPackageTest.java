package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/**
 * Members from the distribution's package and its unit; on one host the package has started its own
 * cluster.
 */
@NeedsLab(inventory = "../inventory/seed3.yml", mirror = "etcd")
class Seed3DistroPackageTest {

  private static final String SEED = "seeds/seed3.yml";
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  private static final String RELEASE =
      "{etcd_packages: ['etcd-server=3.4.23-4+b4', 'etcd-client=3.4.23-4+b4']}";

  @TempDir private static Path controller;

  private static LabHosts lab;
  private static LabCluster labCluster;
  private static ProgramTranscript refused;
  private static ProgramTranscript predicted;
  private static ProgramTranscript first;

  @BeforeAll
  static void play(LabHosts hosts) throws Exception {
    lab = hosts;
    labCluster = new LabCluster(hosts, controller);
    for (var node : NODES) {
      labCluster.on(
          node,
          "rm -rf /etc/apt/sources.list /etc/apt/sources.list.d/*;"
              + " echo 'deb [trusted=yes] http://mirror.lab/packages ./'"
              + " > /etc/apt/sources.list.d/lab.list");
    }
    // As in the tutorial, the package starts its own etcd.
    labCluster.on(
        "node-3",
        "apt-get -q update && apt-get -qy install etcd-server=3.4.23-4+b4 etcd-client=3.4.23-4+b4"
            + " && systemctl start etcd");
    refused = labCluster.attempt(SEED, "-e", RELEASE);
    predicted = labCluster.play(SEED, "-e", RELEASE, "-e", "etcd_reset_data=true", "--check");
    first = labCluster.play(SEED, "-e", RELEASE, "-e", "etcd_reset_data=true");
  }

  @Test
  void checkModePredictsAllChangesButStartOfStoppedEtcd() {
    var changes = LabCluster.changes(predicted);
    var start = "node-3 Start the member";
    assertTrue(LabCluster.unknown(predicted).contains(start), predicted.text());
    assertTrue(changes.add(start), predicted.text());
    assertEquals(LabCluster.changes(first), changes, predicted.text());
  }

  @Test
  @CoversRows({"S3-09", "S3-10"})
  void clusterStartedByPackageIsRefusedAndMovedAsideOnRequest() throws Exception {
    assertEquals(1, refused.status(), refused.text());
    assertTrue(
        refused.text().contains("belongs to another cluster, founded by node-3"), refused.text());
    assertTrue(refused.text().contains("'reset_data: true' stops etcd.service and moves"));
    assertTrue(labCluster.on("node-3", "find /var/lib/etcd -name '*aside*'").contains("aside"));
    assertTrue(labCluster.on("node-1", "dpkg -s etcd-server").contains("install ok installed"));
  }

  @Test
  @CoversRows("S3-02")
  void hostsAreSelectedByLabel() throws Exception {
    var programTranscript =
        lab.runbook(
            "play", "../playbooks/" + SEED, "-i", "../inventory/seed3-cloud.yml", "--list-hosts");
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains("node-3"), programTranscript.text());
    assertFalse(programTranscript.text().contains("other-1"), programTranscript.text());
  }

  @Test
  @CoversRows({"S3-03", "S3-04", "S3-05", "S3-06", "S3-07"})
  void serverAndPeerCertificatesAreSeparateAndHaveFiveNames() throws Exception {
    var authority = labCluster.certificate("node-2", "/etc/etcd/ca.crt");
    assertEquals("RSA", authority.algorithm());
    assertTrue(authority.days() >= 5474, authority.days() + " days");
    var server = labCluster.certificate("node-2", "/etc/etcd/server.crt");
    var peer = labCluster.certificate("node-2", "/etc/etcd/peer.crt");
    for (var certificate : List.of(server, peer)) {
      assertEquals(
          Set.of("DNS:node-2", "DNS:localhost", "IP:127.0.0.1", "IP:10.1.1.2", "IP:192.0.2.2"),
          certificate.sans());
      assertEquals("RSA", certificate.algorithm());
      assertEquals(730, certificate.days());
      assertTrue(certificate.isForServers() && certificate.isForClients());
    }
    assertFalse(server.serial().equals(peer.serial()));
  }

  @Test
  @CoversRows({"S3-08", "S3-11"})
  void filesBelongToUserEtcd() throws Exception {
    assertEquals("750 etcd:etcd", labCluster.modeAndOwner("node-1", "/etc/etcd"));
    for (var name : List.of("server.key", "peer.key")) {
      assertEquals("600 etcd:etcd", labCluster.modeAndOwner("node-1", "/etc/etcd/" + name));
    }
  }

  @Test
  @CoversRows({"S3-12", "S3-15", "S3-17"})
  void eachMemberListsSameThreeMembers() throws Exception {
    var expected = new TreeSet<String>();
    for (int i = 1; i <= 3; i++) {
      expected.add(
          "started, node-%1$d, https://10.1.1.%1$d:2380, https://10.1.1.%1$d:2379, false"
              .formatted(i));
    }
    for (var node : NODES) {
      assertEquals(expected, labCluster.members(node));
    }
  }

  @Test
  @CoversRows({"S3-13", "S3-14"})
  void settingsAreInFileOfDistributionAndOldFileIsKept() throws Exception {
    var file = labCluster.on("node-1", "cat /etc/default/etcd");
    for (var name :
        List.of(
            "NAME",
            "INITIAL_CLUSTER",
            "INITIAL_ADVERTISE_PEER_URLS",
            "LISTEN_PEER_URLS",
            "LISTEN_CLIENT_URLS",
            "ADVERTISE_CLIENT_URLS",
            "CLIENT_CERT_AUTH",
            "PEER_CLIENT_CERT_AUTH",
            "TRUSTED_CA_FILE",
            "CERT_FILE",
            "KEY_FILE",
            "PEER_TRUSTED_CA_FILE",
            "PEER_CERT_FILE",
            "PEER_KEY_FILE",
            "INITIAL_CLUSTER_STATE",
            "INITIAL_CLUSTER_TOKEN")) {
      assertTrue(file.contains("\nETCD_" + name + "=\""), name + " in " + file);
    }
    assertTrue(labCluster.on("node-1", "ls /etc/default").contains(".bak"));
  }

  @Test
  @CoversRows({"S3-18", "S3-19"})
  void valueStoredByOneMemberIsReadFromOthers() throws Exception {
    labCluster.on("node-1", one("10.1.1.1", "put /runbook/foo bar"));
    for (var address : List.of("10.1.1.2", "10.1.1.3")) {
      var read = one(address, "get /runbook/foo --print-value-only");
      assertEquals("bar", labCluster.on("node-1", read).strip());
    }
    labCluster.etcdctl("node-1", "del /runbook/foo");
  }

  /** Returns a command for etcdctl that asks only one member. */
  private static String one(String address, String words) {
    return "set -a; . /etc/etcd/etcdctl.env; ETCDCTL_ENDPOINTS=https://%s:2379; etcdctl %s"
        .formatted(address, words);
  }

  @Test
  @CoversRows("S3-22")
  void unitOfPackageIsUsedAndSecondPlayChangesNothing() throws Exception {
    assertEquals("/lib/systemd/system/etcd.service", labCluster.show("node-1", "FragmentPath"));
    assertEquals("on-abnormal", labCluster.show("node-1", "Restart"));
    labCluster.assertSecondPlayChangesNothing(SEED, "-e", RELEASE);
  }
}
