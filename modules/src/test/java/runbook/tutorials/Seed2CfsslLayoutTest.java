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

/** Members with the profiles and file names of cfssl, and an environment file. */
@NeedsLab(inventory = "../inventory/seed2.yml", mirror = "etcd")
class Seed2CfsslLayoutTest {

  private static final String SEED = "seeds/seed2.yml";
  private static final String SSL = "/etc/etcd/ssl/";

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

  @Test
  @CoversRows({"S2-01", "S2-18", "S2-19", "S2-22", "S2-24"})
  void threeMastersRunAtInventoryAddresses() throws Exception {
    var expected = new TreeSet<String>();
    for (int i = 1; i <= 3; i++) {
      expected.add(
          "started, master0%1$d, https://192.168.100.%2$d:2380, https://192.168.100.%2$d:2379, false"
              .formatted(i, 199 + i));
    }
    assertEquals(expected, labCluster.members("master03"));
    assertTrue(
        labCluster
            .on("master02", "cat /etc/etcd/etcd.conf")
            .contains("ETCD_INITIAL_CLUSTER_TOKEN=\"masters-93fa11\""));
  }

  @Test
  @CoversRows({"S2-04", "S2-30", "S2-31", "S2-35"})
  void allMembersAreActiveAndAcceptClientCertificate() throws Exception {
    assertEquals("active", labCluster.show("master01", "ActiveState"));
    var health = labCluster.etcdctl("master01", "endpoint health --cluster 2>&1");
    assertEquals(3, health.lines().filter(l -> l.contains(" is healthy")).count(), health);
    assertEquals("", labCluster.etcdctl("master02", "get foo"));
  }

  @Test
  @CoversRows({"S2-05", "S2-09", "S2-10"})
  void eachHostHasItsOwnCertificatesButNotTheAuthorityKey() throws Exception {
    for (var host : List.of("master01", "master02", "master03")) {
      assertEquals(
          """
          ca.pem
          client-key.pem
          client.pem
          peer-key.pem
          peer.pem
          server-key.pem
          server.pem
          """,
          labCluster.on(host, "ls " + SSL));
      assertEquals("750 root:root", labCluster.modeAndOwner(host, SSL));
      assertEquals("", labCluster.on(host, "find / -xdev -name ca-key.pem -o -xdev -name ca.key"));
    }
    assertFalse(
        labCluster
            .certificate("master01", SSL + "server.pem")
            .serial()
            .equals(labCluster.certificate("master02", SSL + "server.pem").serial()));
  }

  @Test
  @CoversRows({"S2-06", "S2-07", "S2-08"})
  void certificatesHaveUsagesOfTheirProfilesForFiveYears() throws Exception {
    var authority = labCluster.certificate("master01", SSL + "ca.pem");
    assertEquals("RSA", authority.algorithm());
    assertEquals("CN=etcd", authority.subject());
    var client = labCluster.certificate("master01", SSL + "client.pem");
    assertEquals("EC", client.algorithm());
    assertEquals("CN=client", client.subject());
    assertEquals(Set.of(), client.sans());
    assertTrue(client.isForClients() && !client.isForServers() && client.isSignedBy(authority));
    for (var name : List.of("server.pem", "peer.pem")) {
      var certificate = labCluster.certificate("master01", SSL + name);
      assertTrue(certificate.isForClients() && certificate.isForServers());
      // Certificates end no later than their authority.
      assertTrue(certificate.days() >= 1820, certificate.days() + " days");
    }
  }

  @Test
  @CoversRows({"S2-11", "S2-12", "S2-13", "S2-14", "S2-15", "S2-16", "S2-17"})
  void unitHasNoDuplicateSettings() throws Exception {
    var path = "/etc/systemd/system/etcd.service";
    assertEquals("644 root:root", labCluster.modeAndOwner("master01", path));
    var lines = labCluster.on("master01", "cat " + path).lines().filter(l -> !l.isBlank()).toList();
    assertEquals(1, lines.stream().filter(l -> l.equals("[Install]")).count());
    var keys = lines.stream().filter(l -> l.contains("=")).map(l -> l.split("=", -1)[0]).toList();
    assertEquals(new TreeSet<>(keys).size(), keys.size(), keys.toString());
    assertEquals("", labCluster.on("master01", "systemd-analyze verify etcd.service 2>&1"));
    assertEquals("notify", labCluster.show("master01", "Type"));
    assertEquals("/var/lib/etcd", labCluster.show("master01", "WorkingDirectory"));
    assertEquals("65536", labCluster.show("master01", "LimitNOFILE"));
    assertEquals(
        "/etc/etcd/etcd.conf (ignore_errors=no)", labCluster.show("master01", "EnvironmentFiles"));
    assertTrue(labCluster.show("master01", "ExecStart").contains("argv[]=/usr/local/bin/etcd ;"));
  }

  @Test
  @CoversRows({"S2-20", "S2-21"})
  void dataArePrivateAndListeningOnAllAddressesCausesWarning() throws Exception {
    assertEquals(
        "700 root:root", labCluster.modeAndOwner("master01", "/var/lib/etcd/default.etcd"));
    assertTrue(
        first.text().contains("'listen-client-urls' listens on every address the host has"),
        first.text());
    assertTrue(labCluster.listens("master01").contains("*:2379"));
  }

  @Test
  @CoversRows({"S2-23", "S2-25", "S2-26", "S2-27"})
  void shellCanReadEnvironmentFileAndClientsWithoutCertificateAreRejected() throws Exception {
    assertEquals(
        "true true /etc/etcd/ssl/peer.pem",
        labCluster.on(
            "master01",
            ". /etc/etcd/etcd.conf; printf '%s %s %s' \"$ETCD_CLIENT_CERT_AUTH\""
                + " \"$ETCD_PEER_CLIENT_CERT_AUTH\" \"$ETCD_PEER_CERT_FILE\""));
    assertFalse(labCluster.on("master01", "cat /etc/etcd/etcd.conf").contains("AUTO_TLS"));
    assertTrue(
        labCluster.refusesClientsWithoutCertificate("master02", "https://192.168.100.200:2379"));
    assertTrue(
        labCluster.refusesClientsWithoutCertificate("master02", "https://192.168.100.200:2380"));
  }

  @Test
  @CoversRows("S2-29")
  void secondPlayChangesNothing() throws Exception {
    labCluster.assertSecondPlayChangesNothing(SEED);
  }
}
