package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/**
 * Members with an external authority, programs in /opt/k8s, a separate write-ahead log, and tuned
 * flags.
 */
@NeedsLab(inventory = "../inventory/seed4.yml", mirror = "etcd")
class Seed4ExternalCaTest {

  private static final String SEED = "seeds/seed4.yml";
  private static final String FIRST = "idc-k8s-01";
  private static final List<String> ADDRESSES =
      List.of("10.172.239.9", "10.172.238.94", "10.172.239.71");

  @TempDir private static Path controller;

  private static LabCluster labCluster;
  private static ProgramTranscript refused;
  private static ProgramTranscript bare;
  private static ProgramTranscript predicted;
  private static ProgramTranscript first;
  private static String unit;

  @BeforeAll
  static void play(LabHosts hosts) throws Exception {
    labCluster = new LabCluster(hosts, controller);
    Files.createDirectories(labCluster.pki());
    bare = labCluster.attempt(SEED, "--check");
    refused = labCluster.attempt(SEED);
    // openssl and cfssl write RSA keys in this traditional format.
    openssl("genrsa", "-traditional", "-out", pki("ca-key.pem"), "2048");
    openssl(
        "req",
        "-x509",
        "-new",
        "-key",
        pki("ca-key.pem"),
        "-subj",
        "/CN=kubernetes-ca",
        "-days",
        "3650",
        "-out",
        pki("ca.pem"));
    predicted = labCluster.play(SEED, "--check");
    first = labCluster.play(SEED);
    unit = labCluster.on(FIRST, "cat /etc/systemd/system/etcd.service");
  }

  private static String pki(String name) {
    return labCluster.pki().resolve(name).toString();
  }

  private static void openssl(String... words) throws Exception {
    var command = new java.util.ArrayList<>(List.of("openssl"));
    command.addAll(List.of(words));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
  }

  @Test
  void missingAuthorityIsReportedBeforeAnyChange() {
    for (var programTranscript : List.of(bare, refused)) {
      assertEquals(1, programTranscript.status(), programTranscript.text());
      assertTrue(
          programTranscript
              .text()
              .contains("there is no file " + pki("ca.pem") + " on the controller"),
          programTranscript.text());
      assertTrue(
          programTranscript.text().contains("its private key at " + pki("ca-key.pem")),
          programTranscript.text());
      assertEquals(Set.of(), LabCluster.changes(programTranscript), programTranscript.text());
    }
  }

  @Test
  void checkModePredictsAllChangesOnNewHosts() {
    assertEquals(LabCluster.changes(first), LabCluster.changes(predicted), predicted.text());
  }

  @Test
  @CoversRows({"S4-01", "S4-13", "S4-16"})
  void threeMembersRunAtPrivateAddresses() throws Exception {
    var expected = new TreeSet<String>();
    for (int i = 0; i < 3; i++) {
      expected.add(
          "started, idc-k8s-0%1$d, https://%2$s:2380, https://%2$s:2379, false"
              .formatted(i + 1, ADDRESSES.get(i)));
    }
    assertEquals(expected, labCluster.members("idc-k8s-02"));
  }

  @Test
  @CoversRows({"S4-03", "S4-04"})
  void programsAreCopiedFromControllerIntoGivenFolder() throws Exception {
    assertEquals("755 root:root", labCluster.modeAndOwner(FIRST, "/opt/k8s/bin/etcd"));
    assertEquals("755 root:root", labCluster.modeAndOwner(FIRST, "/opt/k8s/bin/etcdctl"));
    assertFalse(labCluster.on(FIRST, "ls /usr/local/bin").contains("etcd"));
  }

  @Test
  @CoversRows({"S4-05", "S4-06", "S4-07", "S4-08", "S4-09"})
  void externalAuthoritySignsSeparateKeyForEachNode() throws Exception {
    var authority = HostCertificate.of(Files.readString(labCluster.pki().resolve("ca.pem")));
    var keys = new TreeSet<String>();
    for (var host : List.of("idc-k8s-01", "idc-k8s-02", "idc-k8s-03")) {
      var certificate = labCluster.certificate(host, "/etc/etcd/cert/etcd.pem");
      assertTrue(certificate.isSignedBy(authority));
      assertEquals("CN=etcd,OU=opsnull,O=k8s,L=BeiJing,ST=BeiJing,C=CN", certificate.subject());
      var expected = new TreeSet<>(Set.of("IP:127.0.0.1"));
      ADDRESSES.forEach(address -> expected.add("IP:" + address));
      assertEquals(expected, certificate.sans());
      assertEquals("RSA", certificate.algorithm());
      assertEquals("600 root:root", labCluster.modeAndOwner(host, "/etc/etcd/cert/etcd-key.pem"));
      assertTrue(keys.add(labCluster.on(host, "cat /etc/etcd/cert/etcd-key.pem")));
      assertEquals(authority, labCluster.certificate(host, "/etc/kubernetes/cert/ca.pem"));
      assertEquals("", labCluster.on(host, "find / -xdev -name ca-key.pem"));
    }
  }

  @Test
  @CoversRows({"S4-10", "S4-11", "S4-12", "S4-23", "S4-24", "S4-26", "S4-27"})
  void unitAndFoldersHaveRequiredSettings() throws Exception {
    assertEquals(
        "644 root:root", labCluster.modeAndOwner(FIRST, "/etc/systemd/system/etcd.service"));
    assertTrue(labCluster.show(FIRST, "After").contains("network-online.target"));
    assertEquals("notify", labCluster.show(FIRST, "Type"));
    assertEquals("/data/k8s/etcd/data", labCluster.show(FIRST, "WorkingDirectory"));
    assertEquals("700 root:root", labCluster.modeAndOwner(FIRST, "/data/k8s/etcd/data"));
    assertEquals("700 root:root", labCluster.modeAndOwner(FIRST, "/data/k8s/etcd/wal"));
    assertTrue(labCluster.on(FIRST, "ls /data/k8s/etcd/wal").contains(".wal"));
    assertEquals("on-failure", labCluster.show(FIRST, "Restart"));
    assertEquals("65536", labCluster.show(FIRST, "LimitNOFILE"));
    assertEquals("enabled", labCluster.show(FIRST, "UnitFileState"));
  }

  @Test
  @CoversRows({"S4-14", "S4-15", "S4-17", "S4-18"})
  void clientsWithoutCertificateAreRejectedEvenOnLoopback() throws Exception {
    for (var port : List.of("2379", "2380")) {
      assertTrue(
          labCluster.refusesClientsWithoutCertificate(
              "idc-k8s-02", "https://10.172.239.9:" + port));
    }
    assertTrue(labCluster.refusesClientsWithoutCertificate(FIRST, "https://127.0.0.1:2379"));
    assertFalse(unit.contains("http://127.0.0.1:2379"), unit);
    assertTrue(unit.contains("--initial-cluster-token=idc-0-c2d94e"), unit);
  }

  @Test
  @CoversRows({"S4-19", "S4-20", "S4-21", "S4-22", "S4-25"})
  void tunedFlagsAreSetAndLargeRequestLimitCausesWarning() {
    for (var flag :
        List.of(
            "auto-compaction-mode=periodic",
            "auto-compaction-retention=1",
            "max-request-bytes=33554432",
            "quota-backend-bytes=6442450944",
            "heartbeat-interval=250",
            "election-timeout=2000",
            "wal-dir=/data/k8s/etcd/wal")) {
      assertTrue(unit.lines().anyMatch(l -> l.matches(" +--" + flag + "( .)?")), unit);
    }
    assertFalse(unit.contains("##"), unit);
    assertTrue(
        first.text().contains("is more than the 10 MiB that etcd is designed for"), first.text());
  }

  @Test
  @CoversRows({"S4-28", "S4-29", "S4-30", "S4-31", "S4-32", "S4-33", "S4-34"})
  void allMembersHaveOneLeaderAndSecondPlayChangesNothing() throws Exception {
    labCluster.assertSecondPlayChangesNothing(SEED);
    for (int i = 1; i <= 3; i++) {
      assertEquals(
          "active running",
          labCluster.show("idc-k8s-0" + i, "ActiveState")
              + " "
              + labCluster.show("idc-k8s-0" + i, "SubState"));
    }
    var health = labCluster.etcdctl(FIRST, "endpoint health 2>&1");
    assertEquals(3, health.lines().filter(l -> l.contains(" is healthy")).count(), health);
    var status = labCluster.etcdctl(FIRST, "endpoint status");
    assertEquals(
        1, status.lines().filter(l -> l.split(", ", -1)[4].equals("true")).count(), status);
    assertEquals(1, status.lines().map(l -> l.split(", ", -1)[2]).distinct().count(), status);
    var clusters =
        Pattern.compile("\"cluster_id\":\\d+")
            .matcher(labCluster.etcdctl(FIRST, "endpoint status -w json"))
            .results()
            .map(MatchResult::group)
            .toList();
    assertEquals(3, clusters.size());
    assertEquals(1, Set.copyOf(clusters).size());
    var environment = labCluster.on(FIRST, "cat /etc/etcd/etcdctl.env");
    assertTrue(environment.contains("ETCDCTL_API=3\n"), environment);
  }
}
