package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Members with the layout and PKI of kubeadm, and flags in the unit. */
@NeedsLab(inventory = "../inventory/seed1.yml", mirror = "etcd")
class Seed1KubeadmLayoutTest {

  private static final String SEED = "seeds/seed1.yml";
  private static final String PKI = "/etc/kubernetes/pki/etcd/";
  private static final String API = "/etc/kubernetes/pki/apiserver-etcd-client";

  @TempDir private static Path controller;

  private static LabCluster labCluster;
  private static ProgramTranscript predicted;
  private static ProgramTranscript first;

  @BeforeAll
  static void play(LabHosts hosts) throws Exception {
    labCluster = new LabCluster(hosts, controller);
    predicted = labCluster.play(SEED, "--check");
    first = labCluster.play(SEED);
  }

  @Test
  void checkModePredictsAllChangesOnNewHosts() {
    assertEquals(LabCluster.changes(first), LabCluster.changes(predicted), predicted.text());
  }

  private static String address(String host) {
    return "10.1.1." + (94 - Integer.parseInt(host.substring(1)));
  }

  private static final List<String> HOSTS = List.of("e1", "e2", "e3");

  @Test
  @CoversRows({"S1-01", "S1-17", "S1-22", "S1-25", "S1-29"})
  void threeMembersRunWithTheirOwnNamesAndAddresses() throws Exception {
    var expected = new TreeSet<String>();
    for (var host : HOSTS) {
      expected.add(
          "started, %1$s, https://%2$s:2380, https://%2$s:2379, false"
              .formatted(host, address(host)));
    }
    for (var host : HOSTS) {
      assertEquals(expected, labCluster.members(host));
    }
  }

  @Test
  @CoversRows({"S1-03", "S1-04", "S1-05"})
  void programsBelongToRootHaveOneVersionAndNoArchiveIsLeft() throws Exception {
    for (var name : List.of("etcd", "etcdctl", "etcdutl")) {
      assertEquals("755 root:root", labCluster.modeAndOwner("e1", "/usr/local/bin/" + name));
    }
    assertTrue(labCluster.on("e2", "etcd --version").startsWith("etcd Version: 3.5.16"));
    assertTrue(labCluster.on("e2", "etcdctl version").startsWith("etcdctl version: 3.5.16"));
    assertEquals("", labCluster.on("e1", "find / -xdev -name '*.tar.gz' -newer /etc/machine-id"));
  }

  @Test
  @CoversRows({"S1-06", "S1-18"})
  void authorityIsMadeOnceAndHasRsaKey() throws Exception {
    var authority = labCluster.certificate("e1", PKI + "ca.crt");
    assertTrue(authority.isAuthority());
    assertEquals("RSA", authority.algorithm());
    assertEquals("CN=etcd-ca", authority.subject());
    labCluster.play(SEED);
    assertEquals(authority, labCluster.certificate("e3", PKI + "ca.crt"));
    var server = labCluster.certificate("e1", PKI + "server.crt");
    var peer = labCluster.certificate("e1", PKI + "peer.crt");
    assertTrue(server.isSignedBy(authority) && peer.isSignedBy(authority));
    assertFalse(server.serial().equals(peer.serial()));
  }

  @Test
  @CoversRows({"S1-07", "S1-08", "S1-11"})
  void memberCertificatesHaveOwnNamesAndServeAsServerAndClient() throws Exception {
    for (var host : HOSTS) {
      for (var name : List.of("server.crt", "peer.crt")) {
        var certificate = labCluster.certificate(host, PKI + name);
        assertEquals(
            Set.of(
                "DNS:" + host,
                "DNS:localhost",
                "IP:" + address(host),
                "IP:127.0.0.1",
                "IP:0:0:0:0:0:0:0:1"),
            certificate.sans());
        assertTrue(certificate.isForServers() && certificate.isForClients());
        assertEquals(365, certificate.days());
      }
    }
  }

  @Test
  @CoversRows({"S1-09", "S1-10"})
  void clientCertificatesAreForClientsOnly() throws Exception {
    var health = labCluster.certificate("e2", PKI + "healthcheck-client.crt");
    assertEquals("CN=kube-etcd-healthcheck-client", health.subject());
    var api = labCluster.certificate("e2", API + ".crt");
    assertEquals("CN=kube-apiserver-etcd-client", api.subject());
    for (var certificate : List.of(health, api)) {
      assertTrue(certificate.isForClients() && !certificate.isForServers());
    }
  }

  @Test
  @CoversRows({"S1-12", "S1-13", "S1-14"})
  void keysAndSerialNumbersAreUniqueAndNoKeyIsLeftBehind() throws Exception {
    var serials = new HashSet<String>();
    var keys = new HashSet<String>();
    for (var host : HOSTS) {
      for (var name : List.of("server", "peer", "healthcheck-client")) {
        assertTrue(serials.add(labCluster.certificate(host, PKI + name + ".crt").serial()));
        assertTrue(keys.add(labCluster.on(host, "cat " + PKI + name + ".key")));
      }
      assertEquals("", labCluster.on(host, "find /etc/kubernetes -name ca.key"));
      assertEquals("", labCluster.on(host, "grep -rl 'PRIVATE KEY' /tmp /var/tmp /root || true"));
    }
  }

  @Test
  @CoversRows("S1-15")
  void filesHaveKubeadmLayout() throws Exception {
    assertEquals(
        "apiserver-etcd-client.crt\napiserver-etcd-client.key\netcd\n",
        labCluster.on("e3", "ls /etc/kubernetes/pki"));
    assertEquals(
        """
        ca.crt
        healthcheck-client.crt
        healthcheck-client.key
        peer.crt
        peer.key
        server.crt
        server.key
        """,
        labCluster.on("e3", "ls " + PKI));
    assertEquals("644 root:root", labCluster.modeAndOwner("e3", PKI + "server.crt"));
    assertEquals("600 root:root", labCluster.modeAndOwner("e3", PKI + "server.key"));
    assertEquals("600 root:root", labCluster.modeAndOwner("e3", API + ".key"));
  }

  @Test
  @CoversRows({"S1-16", "S1-26"})
  void unitHasRequiredSettings() throws Exception {
    assertEquals("notify", labCluster.show("e1", "Type"));
    assertEquals("root", labCluster.show("e1", "User"));
    assertEquals("on-failure", labCluster.show("e1", "Restart"));
    assertEquals("5s", labCluster.show("e1", "RestartUSec"));
    assertTrue(Integer.parseInt(labCluster.show("e1", "LimitNOFILE")) >= 40000);
    assertTrue(labCluster.show("e1", "After").contains("network-online.target"));
    assertEquals("enabled", labCluster.show("e1", "UnitFileState"));
    assertEquals("", labCluster.on("e1", "systemd-analyze verify etcd.service 2>&1"));
  }

  @Test
  @CoversRows({"S1-19", "S1-20", "S1-21"})
  void membersListenOnlyAtTheirAddressesAndRejectClientsWithoutCertificate() throws Exception {
    assertEquals(
        Set.of("10.1.1.93:2380", "10.1.1.93:2379", "127.0.0.1:2379", "127.0.0.1:2381"),
        labCluster.listens("e1"));
    assertTrue(labCluster.refusesClientsWithoutCertificate("e2", "https://10.1.1.93:2379"));
    assertTrue(labCluster.refusesClientsWithoutCertificate("e2", "https://10.1.1.93:2380"));
    assertTrue(labCluster.on("e1", "curl -s http://127.0.0.1:2381/health").contains("\"true\""));
  }

  @Test
  @CoversRows({"S1-23", "S1-24"})
  void dataArePrivateAndInitialClusterIsFromInventory() throws Exception {
    assertEquals("700 root:root", labCluster.modeAndOwner("e1", "/var/lib/etcd"));
    var unit = labCluster.on("e1", "cat /etc/systemd/system/etcd.service");
    assertTrue(
        unit.contains(
            "--initial-cluster=e1=https://10.1.1.93:2380,e2=https://10.1.1.92:2380,e3=https://10.1.1.91:2380"),
        unit);
    assertTrue(unit.contains("--initial-cluster-token=kubeadm-0-b1e65a"), unit);
  }

  @Test
  @CoversRows({"S1-30", "S1-31"})
  void allAdvertisedAddressesAcceptHealthCheckCertificate() throws Exception {
    assertTrue(labCluster.on("e1", "cat /etc/etcd/etcdctl.env").contains("healthcheck-client.crt"));
    var health = labCluster.etcdctl("e1", "endpoint health --cluster 2>&1");
    assertEquals(3, health.lines().filter(l -> l.contains(" is healthy")).count(), health);
  }

  @Test
  @CoversRows({"S1-27", "S1-28"})
  void secondPlayChangesNothing() throws Exception {
    var again = labCluster.assertSecondPlayChangesNothing(SEED);
    assertTrue(again.text().contains("all members have been started: 3 of 3 hosts"));
  }
}
