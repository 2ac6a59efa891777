package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** The recommended cluster with several releases of etcd, in two sizes. */
class EtcdVersionsTest {

  private static final String SITE = "site.yml";

  @TempDir private Path controller;

  private void assertClusterStartsAndStaysUnchanged(LabHosts hosts, String version)
      throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    int size = hosts.names().size();
    var words = new String[] {"-e", release(version), "--detailed-exitcode"};
    var first = labCluster.attempt(SITE, words);
    assertEquals(2, first.status(), first.text());
    assertTrue(first.text().contains("ok    version       " + version), first.text());
    assertEquals(size, labCluster.members("etcd" + size).size());

    labCluster.assertSecondPlayChangesNothing(SITE, words);
  }

  private static String release(String version) {
    return "etcd_version='" + version + "'";
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.23", "3.5.16", "3.5.30"})
  @NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
  void threeMembersStartWithVersion(String version, LabHosts hosts) throws Exception {
    assumeTrue(hosts.releases().contains(version), "the mirror does not have it");
    assertClusterStartsAndStaysUnchanged(hosts, version);
  }

  @Test
  @NeedsLab(
      inventory =
          """
          etcd:
            vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
            hosts:
              etcd[1:6]: { address: !cel "'10.28.0.1' + inventory_hostname.substring(4)" }
          """,
      mirror = "etcd",
      fresh = true)
  void sixMembersStartWithNewestVersion(LabHosts hosts) throws Exception {
    assertClusterStartsAndStaysUnchanged(hosts, hosts.releases().getLast());
  }

  @Test
  @NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
  void olderMinorVersionIsRefusedBeforeAnythingChanges(LabHosts hosts) throws Exception {
    assumeTrue(hosts.releases().contains("3.4.23"), "the mirror does not have 3.4");
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play(SITE, "-e", release("3.5.16"));
    for (var options : new String[][] {{"--check"}, {}}) {
      var words =
          Stream.concat(Stream.of("-e", release("3.4.23")), Stream.of(options))
              .toArray(String[]::new);
      var refused = labCluster.attempt(SITE, words);
      assertEquals(1, refused.status(), refused.text());
      assertTrue(refused.text().contains("3 hosts: 0 "), refused.text());
      assertTrue(
          refused.text().contains("etcd 3.4.23 cannot use the data of etcd 3.5.16"),
          refused.text());
    }
    labCluster.assertSecondPlayChangesNothing(SITE, "-e", release("3.5.16"));
  }

  @Test
  @NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
  void upgradeRestartsOneMemberAtATimeAndKeepsData(LabHosts hosts) throws Exception {
    var releases = hosts.releases();
    assumeTrue(releases.size() > 1, "the mirror has one release only");
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play(SITE, "-e", release(releases.get(releases.size() - 2)));
    labCluster.etcdctl("etcd1", "put kept yes");
    var newest = releases.getLast();
    var predicted = labCluster.play(SITE, "-e", release(newest), "--check");
    var programTranscript = labCluster.play(SITE, "-e", release(newest));
    assertEquals(LabCluster.changes(predicted), LabCluster.changes(programTranscript));
    LabCluster.changedOneAtATime(programTranscript, hosts.names().size());
    assertTrue(
        programTranscript.text().contains("ok    version       " + newest),
        programTranscript.text());
    assertEquals("kept\nyes\n", labCluster.etcdctl("etcd3", "get kept"));
    labCluster.assertSecondPlayChangesNothing(SITE, "-e", release(newest));
  }
}
