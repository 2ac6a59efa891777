package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** A non-root user replaces a master that lost its power with another one. */
@NeedsLab(inventory = Seed2ReplaceTest.MASTERS, mirror = "etcd")
class Seed2ReplaceTest {

  static final String MASTERS =
      """
      all:
        hosts:
          master01: { address: 192.168.100.200, user: deploy }
          master02: { address: 192.168.100.201, user: deploy }
          master03: { address: 192.168.100.202, user: deploy }
          master04: { address: 192.168.100.203, user: deploy }
      """;

  private static final String REPLACE = "seeds/seed2-replace.yml";
  private static final String BEFORE = "../inventory/seed2.yml";
  private static final String AFTER = "../inventory/seed2-replaced.yml";
  private static final String PLACES =
      "voter master01 at https://192.168.100.200:2380 → learner master04 at"
          + " https://192.168.100.203:2380";
  private static final String DATA = "/var/lib/etcd/default.etcd/";

  @TempDir private static Path controller;

  private static LabCluster labCluster;
  private static LabHosts hosts;
  private static ProgramTranscript healthy;
  private static Set<String> spared;
  private static ProgramTranscript predicted;
  private static Set<String> unharmed;
  private static ProgramTranscript replaced;

  @BeforeAll
  static void replace(LabHosts lab) throws Exception {
    hosts = lab;
    labCluster = new LabCluster(lab, controller);
    labCluster.play("seeds/seed2.yml", "-i", BEFORE);
    labCluster.etcdctl("master02", "put kept well");

    healthy = labCluster.attempt(REPLACE, options());
    spared = labCluster.members("master02");

    lab.hardware().kill("master01");
    predicted = labCluster.play(REPLACE, options("--check"));
    unharmed = labCluster.members("master02");
    replaced = labCluster.play(REPLACE, options());
  }

  private static String[] options(String... more) {
    var words = new ArrayList<>(List.of("-i", AFTER, "-e", "failed=master01"));
    words.addAll(List.of("-e", "replacement=master04"));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Map<String, String> starts() throws Exception {
    var starts = new TreeMap<String, String>();
    for (var host : List.of("master02", "master03", "master04")) {
      starts.put(host, labCluster.show(host, "ExecMainStartTimestampMonotonic"));
    }
    return starts;
  }

  private static Set<String> masters(int... numbers) {
    var members = new TreeSet<String>();
    for (int i : numbers) {
      members.add(
          "started, master0%1$d, https://192.168.100.%2$d:2380, https://192.168.100.%2$d:2379, false"
              .formatted(i, 199 + i));
    }
    return members;
  }

  @Test
  @CoversRows("S2-03")
  void playRunsAsNonRootUser() throws Exception {
    assertNotEquals("0\n", hosts.ssh("deploy", "master04", "id -u").text());
    assertNotEquals(0, hosts.ssh("deploy", "master04", "cat /etc/etcd/ssl/peer-key.pem").status());
    assertEquals(
        "600 root:root", labCluster.modeAndOwner("master04", "/etc/etcd/ssl/peer-key.pem"));
    assertEquals("active", labCluster.show("master04", "ActiveState"));
  }

  @Test
  void healthyMemberIsNotReplaced() {
    assertNotEquals(0, healthy.status());
    assertTrue(
        healthy.text().contains("master01 at https://192.168.100.200:2380 has not failed"),
        healthy.text());
    assertEquals(Set.of(), LabCluster.changes(healthy));
    assertEquals(masters(1, 2, 3), spared);
  }

  @Test
  void failedHostMayBeMissingInInventory() throws Exception {
    var programTranscript =
        hosts.runbook(
            "lint",
            "../playbooks/" + REPLACE,
            "-i",
            AFTER,
            "-e",
            "failed=master09",
            "-e",
            "replacement=master04");
    assertEquals(0, programTranscript.status(), programTranscript.text());
  }

  @Test
  @CoversRows("S2-37")
  void remainingMembersFindFailedMemberByName() {
    assertTrue(predicted.text().contains("change   master02  Replace the failed member"));
    assertTrue(predicted.text().contains(PLACES), predicted.text());
    assertEquals(masters(1, 2, 3), unharmed, "check mode changes nothing");
  }

  @Test
  @CoversRows({"S2-38", "S2-39"})
  void failedMemberIsRemovedAndLearnerAddedOverTls() throws Exception {
    assertTrue(replaced.text().contains(PLACES), replaced.text());
    for (var host : List.of("master02", "master03", "master04")) {
      assertEquals(masters(2, 3, 4), labCluster.members(host));
    }
    assertTrue(
        labCluster.refusesClientsWithoutCertificate("master02", "https://192.168.100.203:2380"));
  }

  @Test
  @CoversRows("S2-40")
  void newMemberJoinsAndIsPromoted() throws Exception {
    var told = labCluster.on("master04", "cat /etc/etcd/etcd.conf");
    assertTrue(told.contains("ETCD_NAME=\"master04\""), told);
    assertTrue(told.contains("ETCD_INITIAL_CLUSTER_STATE=\"existing\""), told);
    assertTrue(
        told.contains(
            "ETCD_INITIAL_CLUSTER=\"master02=https://192.168.100.201:2380,"
                + "master03=https://192.168.100.202:2380,master04=https://192.168.100.203:2380\""),
        told);
    var promoted = "learner master04 at https://192.168.100.203:2380 → voter master04";
    assertTrue(replaced.text().contains(promoted), replaced.text());
    var read =
        "--endpoints https://192.168.100.203:2379 get --consistency=l --print-value-only kept";
    assertEquals("well\n", labCluster.on("master04", etcdctl(read)));
  }

  private static String etcdctl(String words) {
    return "S=/etc/etcd/ssl; ETCDCTL_API=3 etcdctl --cacert $S/ca.pem --cert $S/client.pem --key"
        + " $S/client-key.pem "
        + words;
  }

  @Test
  @CoversRows("S2-36")
  void dataOfFailedHostAreMovedAsideOnRequestAndNeverDeleted() throws Exception {
    var starts = starts();
    hosts.hardware().boot("master01");
    var kept = labCluster.on("master01", "cd " + DATA + "member && find . -type f | sort");
    assertTrue(kept.contains(".wal"), kept);
    var left = labCluster.play(REPLACE, options());
    assertTrue(left.text().contains("etcd.service enabled → disabled"), left.text());
    assertEquals("inactive", labCluster.show("master01", "ActiveState"));
    assertEquals(kept, labCluster.on("master01", "cd " + DATA + "member && find . -type f | sort"));

    labCluster.play(REPLACE, options("-e", "etcd_reset_data=true"));
    assertFalse(labCluster.on("master01", "ls " + DATA).contains("member"));
    assertEquals(
        kept, labCluster.on("master01", "cd " + DATA + "aside-*Z/member && find . -type f | sort"));
    var settled = labCluster.play(REPLACE, options("-e", "etcd_reset_data=true"));
    assertTrue(settled.text().contains("4 hosts: 0 changed"), settled.text());
    assertEquals(starts, starts(), "members go on running meanwhile");
    assertEquals(masters(2, 3, 4), labCluster.members("master03"));
  }

  @Test
  @CoversRows("S2-33")
  void membersAreAddedUpdatedAndRemovedWithEtcdApiV3() throws Exception {
    for (var url : List.of("https://master04:2380", "https://192.168.100.203:2380")) {
      var programTranscript =
          labCluster.play(Files.writeString(controller.resolve("move.yml"), move(url)).toString());
      assertTrue(
          programTranscript.text().contains("→ voter master04 at " + url),
          programTranscript.text());
      assertTrue(labCluster.etcdctl("master02", "member list").contains("master04, " + url));
    }
    // The replacement has already added and removed members.
    assertTrue(replaced.text().contains(PLACES), replaced.text());
    assertEquals(masters(2, 3, 4), labCluster.members("master02"));
  }

  private static String move(String url) {
    return """
    - hosts: master02
      become: true
      tasks:
        - etcd_member:
            state: updated
            name: master04
            peer_urls: [%s]
            members: { master02: "https://192.168.100.201:2380" }
            endpoints: ["https://192.168.100.201:2379", "https://192.168.100.202:2379"]
            cacert: /etc/etcd/ssl/ca.pem
            cert: /etc/etcd/ssl/client.pem
            key: /etc/etcd/ssl/client-key.pem
    """
        .formatted(url);
  }
}
