package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/**
 * Six members with a YAML file and their own certificate authority, and a control plane as client.
 */
@NeedsLab(inventory = "../inventory/seed0.yml", mirror = "etcd")
class Seed0SixMembersTest {

  private static final String SEED = "seeds/seed0.yml";
  private static final String FIRST = "k8s1etcd1";
  private static final String PKI = "/etc/etcd/pki/";
  private static final String API = "/etc/kubernetes/pki/apiserver-etcd-client";

  private static final String UNASKED = "which ports this host reaches can be asked only";

  private static final TreeMap<String, String> ADDRESSES = new TreeMap<>();

  @TempDir private static Path controller;

  private static LabCluster labCluster;
  private static ProgramTranscript predicted;
  private static ProgramTranscript first;

  @BeforeAll
  static void play(LabHosts hosts) throws Exception {
    for (int i = 1; i <= 6; i++) {
      ADDRESSES.put("k8s1etcd" + i, "10.103.1." + (i <= 3 ? 100 + i : 197 + i));
    }
    labCluster = new LabCluster(hosts, controller);
    predicted = labCluster.play(SEED, "--check");
    first = labCluster.play(SEED);
  }

  @Test
  void checkModePredictsAllChangesOnNewHosts() {
    assertEquals(LabCluster.changes(first), LabCluster.changes(predicted), predicted.text());
    assertTrue(predicted.text().contains(UNASKED), predicted.text());
    for (int i = 1; i <= 6; i++) {
      var check = "k8s1master%d Check that no firewall blocks the members".formatted(i);
      assertTrue(LabCluster.unknown(predicted).contains(check), predicted.text());
    }
  }

  @Test
  void checkModeTriesPortsOfRunningMembers() throws Exception {
    var checked = labCluster.play(SEED, "--check").text();
    // Check mode looks only once, and may see an election.
    for (int i = 0; i < 2 && checked.contains(UNASKED); i++) {
      checked = labCluster.play(SEED, "--check").text();
    }
    assertFalse(checked.contains(UNASKED), checked);
    assertTrue(checked.contains("12 hosts: 0 would change"), checked);
    var wall = Firewall.before(labCluster, "k8s1etcd5", 2379);
    try {
      var shut = labCluster.attempt(SEED, "--check", "--limit", "control_plane");
      assertEquals(1, shut.status(), shut.text());
      assertTrue(shut.text().contains("to k8s1etcd5 at 10.103.1.202:2379: no answer"), shut.text());
    } finally {
      wall.fall();
    }
  }

  @Test
  @CoversRows({"S0-01", "S0-24", "S0-29", "S0-30", "S0-46"})
  void sixMembersRunAtInventoryAddresses() throws Exception {
    var expected = new TreeSet<String>();
    ADDRESSES.forEach((name, address) ->
        expected.add(
            "started, %1$s, https://%2$s:2380, https://%2$s:2379, false".formatted(name, address)));
    assertEquals(expected, labCluster.members("k8s1etcd4"));
  }

  @Test
  @CoversRows({"S0-02", "S0-27"})
  void evenMemberCountAndOpenMetricsCauseWarnings() throws Exception {
    assertTrue(
        first.text().contains("6 members: the quorum is 4, so 2 may fail, as with 5 members"),
        first.text());
    assertTrue(first.text().contains("shows metrics and health without TLS"), first.text());
  }

  @Test
  @CoversRows({"S0-09", "S0-10", "S0-11"})
  void programsBelongToGroupAdmAndNoArchiveIsLeft() throws Exception {
    for (var name : List.of("etcd", "etcdctl", "etcdutl")) {
      assertEquals("755 root:adm", labCluster.modeAndOwner(FIRST, "/usr/local/bin/" + name));
      assertTrue(
          labCluster
              .on(FIRST, name + (name.equals("etcd") ? " --" : " ") + "version")
              .contains("3.5.16"));
    }
    assertEquals("", labCluster.on(FIRST, "find / -xdev -name '*.tar.gz' -newer /etc/machine-id"));
  }

  @Test
  @CoversRows({"S0-12", "S0-13", "S0-14", "S0-15", "S0-18", "S0-20", "S0-21", "S0-22"})
  void eachMemberHasItsOwnCertificateAndKey() throws Exception {
    var authority = labCluster.certificate(FIRST, PKI + "etcd-ca.crt");
    assertTrue(authority.isAuthority());
    assertEquals("EC", authority.algorithm());
    var keys = new HashSet<String>();
    for (var member : ADDRESSES.entrySet()) {
      var name = member.getKey();
      assertEquals(
          "client.crt\nclient.key\netcd-ca.crt\n%1$s.crt\n%1$s.key\n".formatted(name),
          labCluster.on(name, "ls " + PKI));
      var certificate = labCluster.certificate(name, PKI + name + ".crt");
      assertTrue(certificate.isSignedBy(authority));
      assertTrue(certificate.isForServers() && certificate.isForClients());
      assertEquals(
          Set.of(
              "DNS:" + name,
              "DNS:" + name + ".kloud.lan",
              "DNS:localhost",
              "IP:" + member.getValue(),
              "IP:127.0.0.1",
              "IP:0:0:0:0:0:0:0:1"),
          certificate.sans());
      var key = labCluster.on(name, "cat " + PKI + name + ".key");
      assertTrue(key.startsWith("-----BEGIN PRIVATE KEY-----"), "it is not encrypted");
      assertTrue(keys.add(key));
      assertEquals("600 root:root", labCluster.modeAndOwner(name, PKI + name + ".key"));
      assertEquals("700 root:root", labCluster.modeAndOwner(name, PKI));
    }
    assertTrue(Files.exists(labCluster.pki().resolve("etcd-cluster-1/etcd-ca.key")));
  }

  @Test
  @CoversRows({"S0-16", "S0-17"})
  void controlPlaneCertificateHasEighteenNames() throws Exception {
    for (var host : List.of("k8s1master1", "k8s1master6")) {
      var certificate = labCluster.certificate(host, API + ".crt");
      var names = certificate.sans();
      assertEquals(18, names.size(), names.toString());
      assertTrue(names.containsAll(List.of("DNS:k8s1master6.kloud.lan", "IP:10.101.1.203")));
      assertTrue(certificate.isForClients() && !certificate.isForServers());
      assertEquals("600 root:root", labCluster.modeAndOwner(host, API + ".key"));
    }
  }

  @Test
  @CoversRows({"S0-25", "S0-26", "S0-31", "S0-32", "S0-33"})
  void membersListenOnlyAtTheirAddressesAndRejectClientsWithoutCertificate() throws Exception {
    var expected = new TreeSet<>(Set.of("127.0.0.1:2379", "127.0.0.1:2381"));
    List.of("2379", "2380", "2381").forEach(port -> expected.add("10.103.1.101:" + port));
    assertEquals(expected, labCluster.listens(FIRST));
    assertTrue(
        labCluster.refusesClientsWithoutCertificate("k8s1etcd2", "https://10.103.1.101:2379"));
    assertTrue(
        labCluster.refusesClientsWithoutCertificate("k8s1etcd2", "https://10.103.1.101:2380"));
  }

  @Test
  @CoversRows({"S0-28", "S0-34", "S0-37"})
  void configurationIsYamlAndDataArePrivate() throws Exception {
    var text = labCluster.on(FIRST, "cat /etc/etcd/etcd.conf");
    var read = (java.util.Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
    assertEquals("kloud-1-7d20c4", read.get("initial-cluster-token"));
    assertEquals("/var/lib/etcd", read.get("data-dir"));
    assertEquals("640 root:root", labCluster.modeAndOwner(FIRST, "/etc/etcd/etcd.conf"));
    assertEquals("700 root:root", labCluster.modeAndOwner(FIRST, "/var/lib/etcd"));
  }

  @Test
  @CoversRows({"S0-38", "S0-39", "S0-40", "S0-41", "S0-42"})
  void unitHasRequiredSettings() throws Exception {
    assertEquals("/etc/systemd/system/etcd.service", labCluster.show(FIRST, "FragmentPath"));
    assertEquals(
        "644 root:root", labCluster.modeAndOwner(FIRST, "/etc/systemd/system/etcd.service"));
    var after = labCluster.show(FIRST, "After");
    assertTrue(
        after.contains("network-online.target") && after.contains("time-sync.target"), after);
    assertEquals("notify", labCluster.show(FIRST, "Type"));
    assertEquals("always", labCluster.show(FIRST, "Restart"));
    assertEquals("5s", labCluster.show(FIRST, "RestartUSec"));
    assertEquals("40000", labCluster.show(FIRST, "LimitNOFILE"));
    assertEquals("enabled", labCluster.show(FIRST, "UnitFileState"));
    assertEquals("root", labCluster.show(FIRST, "User"));
  }

  @Test
  @CoversRows({"S0-44", "S0-45", "S0-47", "S0-48"})
  void etcdctlReachesAllMembersWithItsOwnCertificate() throws Exception {
    var client = labCluster.certificate(FIRST, PKI + "client.crt");
    assertTrue(client.isForClients() && !client.isForServers());
    var health = labCluster.etcdctl(FIRST, "endpoint health 2>&1");
    assertEquals(6, health.lines().filter(l -> l.contains(" is healthy")).count(), health);
    var status =
        labCluster.etcdctl(FIRST, "endpoint status").lines().map(l -> l.split(", ", -1)).toList();
    assertEquals(1, status.stream().filter(l -> l[4].equals("true")).count());
    assertEquals(1, status.stream().map(l -> l[2]).distinct().count(), "one version");
    assertEquals(1, status.stream().map(l -> l[6]).distinct().count(), "one term");
  }

  @Test
  @CoversRows({"S0-51", "S0-52", "S0-53"})
  void metricsHealthAndGatewayAnswer() throws Exception {
    var metrics = "http://10.103.1.102:2381/";
    assertTrue(
        labCluster
            .on(FIRST, "curl -s " + metrics + "metrics")
            .contains("etcd_server_has_leader 1"));
    assertTrue(
        labCluster.on(FIRST, "curl -s " + metrics + "health").contains("\"health\":\"true\""));
    var range =
        labCluster.on(
            FIRST,
            "curl -s --cacert %1$setcd-ca.crt --cert %1$sclient.crt --key %1$sclient.key"
                    .formatted(PKI)
                + " https://10.103.1.102:2379/v3/kv/range -d '{\"key\":\"a2V5MQ==\"}'");
    assertTrue(range.contains("\"cluster_id\""), range);
  }

  @Test
  @CoversRows({"S0-35", "S0-43"})
  void secondPlayChangesNothing() throws Exception {
    var again = labCluster.play(SEED);
    assertTrue(again.text().contains("12 hosts: 0 changed"), again.text());
    assertFalse(again.text().contains("FAILED"));
    assertEquals(
        "active running",
        labCluster.show(FIRST, "ActiveState") + " " + labCluster.show(FIRST, "SubState"));
  }
}
