package runbook.seeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.Lab;
import runbook.testkit.RealHosts;

/** The recommended cluster with releases of etcd that differ, and in two sizes. */
class VersionsTest {

  private static final String SITE = "site.yml";

  @TempDir private Path controller;

  private void isFoundedAndLeftAlone(RealHosts hosts, String version) throws Exception {
    var cluster = new Cluster(hosts, controller);
    int size = hosts.names().size();
    var words = new String[] {"-e", release(version), "--detailed-exitcode"};
    var first = cluster.attempt(SITE, words);
    assertEquals(2, first.status(), first.text());
    assertTrue(first.text().contains("ok    version       " + version), first.text());
    assertEquals(size, cluster.members("etcd" + size).size());

    cluster.isLeftAlone(SITE, words);
  }

  private static String release(String version) {
    return "etcd_version='" + version + "'";
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.4.23", "3.5.16", "3.5.30"})
  @Lab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
  void threeMembersOf(String version, RealHosts hosts) throws Exception {
    assumeTrue(hosts.releases().contains(version), "the mirror does not have it");
    isFoundedAndLeftAlone(hosts, version);
  }

  @Test
  @Lab(
      inventory =
          """
          etcd:
            vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
            hosts:
              etcd[1:6]: { address: !cel "'10.28.0.1' + inventory_hostname.substring(4)" }
          """,
      mirror = "etcd",
      fresh = true)
  void sixMembersOfTheNewest(RealHosts hosts) throws Exception {
    isFoundedAndLeftAlone(hosts, hosts.releases().getLast());
  }

  @Test
  @Lab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
  void aNewerReleaseReachesOneMemberAtATimeAndKeepsTheData(RealHosts hosts) throws Exception {
    var releases = hosts.releases();
    assumeTrue(releases.size() > 1, "the mirror has one release only");
    var cluster = new Cluster(hosts, controller);
    cluster.play(SITE, "-e", release(releases.get(releases.size() - 2)));
    cluster.etcdctl("etcd1", "put kept yes");
    var newest = releases.getLast();
    var foretold = cluster.play(SITE, "-e", release(newest), "--check");
    var said = cluster.play(SITE, "-e", release(newest));
    assertEquals(Cluster.changes(foretold), Cluster.changes(said));
    Cluster.changedOneAtATime(said, hosts.names().size());
    assertTrue(said.text().contains("ok    version       " + newest), said.text());
    assertEquals("kept\nyes\n", cluster.etcdctl("etcd3", "get kept"));
    cluster.isLeftAlone(SITE, "-e", release(newest));
  }
}
