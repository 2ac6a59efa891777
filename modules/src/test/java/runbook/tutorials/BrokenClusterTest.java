package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Faults of a running cluster are reported, and the cluster keeps running. */
@NeedsLab(
    inventory =
        """
        etcd:
          vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
          hosts:
            etcd1: { address: 10.25.0.11 }
            etcd2: { address: 10.25.0.12 }
            etcd3: { address: 10.25.0.13 }
        """,
    mirror = "etcd")
class BrokenClusterTest {

  private static final String SITE = "site.yml";
  private static final String VERIFY = "verify.yml";

  @TempDir private static Path controller;
  private static LabCluster labCluster;
  private static Set<String> members;
  private static Map<String, String> starts;
  private final LabHosts hosts;

  BrokenClusterTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @BeforeAll
  static void play(LabHosts hosts) throws Exception {
    labCluster = new LabCluster(hosts, controller);
    // A host with several addresses has one in the inventory.
    labCluster.on("etcd2", "ip address add 10.99.0.12/24 dev eth0");
    labCluster.play(SITE);
    members = labCluster.members("etcd1");
  }

  @BeforeEach
  void remember() throws Exception {
    starts = labCluster.starts();
  }

  @AfterEach
  void assertClusterIsUnchanged() throws Exception {
    assertEquals(members, labCluster.members("etcd2"));
    assertEquals(starts, labCluster.starts());
  }

  /** After the repair, the playbook has nothing to change. */
  private static void assertNothingToChange() throws Exception {
    var again = labCluster.play(SITE, "--detailed-exitcode");
    assertTrue(again.text().contains("3 hosts: 0 changed"), again.text());
  }

  private static void fails(ProgramTranscript programTranscript, String... texts) {
    assertEquals(1, programTranscript.status(), programTranscript.text());
    for (var text : texts) {
      assertTrue(
          programTranscript.text().contains(text),
          text + " is missing in\n" + programTranscript.text());
    }
  }

  @Test
  void blockedPortIsNamedWithSourceAndTarget() throws Exception {
    var wall = Firewall.before(labCluster, "etcd2", 2380);
    try {
      var texts =
          new String[] {
            "from etcd1 to etcd2 at 10.25.0.12:2380: no answer within 3 s",
            "let TCP 2380 from etcd1 in on etcd2 and on the way"
          };
      fails(labCluster.attempt(SITE, "-e", "etcd_restart_sec=7"), texts);
      fails(labCluster.attempt(VERIFY), texts);
    } finally {
      wall.fall();
    }
    assertNothingToChange();
  }

  @Test
  void releaseWithWrongDigestLeavesNothing() throws Exception {
    var newest = hosts.releases().getLast();
    var digests = digests();
    var zeros = "0".repeat(64);
    var programTranscript =
        labCluster.attempt(
            SITE, "-e", "etcd_version=" + newest, "-e", "etcd_sha256='" + zeros + "'");
    fails(programTranscript, "Get the etcd release", "and " + zeros + " is expected");
    assertTrue(programTranscript.text().contains("3 hosts: 0 changed"), programTranscript.text());
    assertEquals(digests, digests());
  }

  private String digests() throws Exception {
    var all = new StringBuilder();
    for (var host : hosts.names()) {
      all.append(
          labCluster.on(host, "sha256sum /usr/local/bin/* /etc/etcd/etcd.yml; ls /usr/local/bin"));
    }
    return all.toString();
  }

  @Test
  @CoversRows("S0-23")
  void memberUsesInventoryAddress() throws Exception {
    assertTrue(
        labCluster.on("etcd2", "hostname -I").strip().split(" ", -1).length > 1,
        "or it would be no wonder");
    assertEquals(
        Set.of("10.25.0.12:2379", "10.25.0.12:2380", "127.0.0.1:2379", "127.0.0.1:2381"),
        labCluster.listens("etcd2"));
    assertTrue(
        members.contains(
            "started, etcd2, https://10.25.0.12:2380, https://10.25.0.12:2379, false"));

    var inventory = controller.resolve("hosts.yml");
    Files.writeString(
        inventory, "etcd:\n  hosts:\n    etcd1: { address: 10.25.0.11 10.99.0.11 }\n");
    var programTranscript =
        hosts.runbook("lint", "../playbooks/site.yml", "-i", inventory.toString());
    assertEquals(65, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript
            .text()
            .contains("hosts.yml:3:23: error: '10.25.0.11 10.99.0.11' is not one address"),
        programTranscript.text());
  }

  @Test
  void fullDiskIsReported() throws Exception {
    labCluster.on(
        "etcd3",
        "systemctl stop etcd && cp -a /var/lib/etcd /var/lib/kept && mount -t tmpfs -o"
            + " size=400m,mode=700 none /var/lib/etcd && chown etcd:etcd /var/lib/etcd && cp -a"
            + " /var/lib/kept/. /var/lib/etcd/ && systemctl start etcd && { cat /dev/zero"
            + " >/var/lib/etcd/ballast 2>/dev/null; true; }");
    starts = labCluster.starts();
    var texts =
        new String[] {
          "FAILED   etcd3  Check that the host can run etcd",
          "/var/lib/etcd has 0 MiB left, and should have 160",
          "make room on /var/lib/etcd"
        };
    fails(labCluster.attempt(VERIFY), texts);
    fails(labCluster.attempt(SITE, "-e", "etcd_restart_sec=7"), texts);
    assertFalse(labCluster.on("etcd1", "cat /etc/systemd/system/etcd.service").contains("=7"));
    assertEquals(members, labCluster.members("etcd1"));
    labCluster.on("etcd3", "rm /var/lib/etcd/ballast");
    assertNothingToChange();
  }
}
