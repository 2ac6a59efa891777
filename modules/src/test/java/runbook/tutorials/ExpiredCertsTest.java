package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Invalid certificates are reported, and the next play replaces them. */
@NeedsLab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
class ExpiredCertsTest {

  @TempDir private Path controller;

  private static void reissue(LabCluster labCluster, String name, Instant from, Instant until)
      throws Exception {
    var path = "/etc/etcd/pki/" + name + ".crt";
    var like = labCluster.certificate("etcd2", path).certificate();
    var authority = CertReissuer.by(labCluster.pki().resolve("etcd-main"), "etcd-ca");
    var made = authority.certificate(like, from, until);
    labCluster.on("etcd2", "cat >" + path + " <<'END'\n" + made + "END\n");
  }

  private static void assertContains(ProgramTranscript programTranscript, String... patterns) {
    for (var pattern : patterns) {
      assertTrue(
          Pattern.compile(pattern).matcher(programTranscript.text()).find(),
          pattern + ":\n" + programTranscript.text());
    }
  }

  @Test
  void invalidCertificatesAreReportedAndReplaced(LabHosts hosts) throws Exception {
    var labCluster = new LabCluster(hosts, controller);
    labCluster.play("site.yml");
    var members = labCluster.members("etcd1");
    var now = Instant.now();
    var past = now.minus(Duration.ofDays(30));
    reissue(labCluster, "server", past, now.minus(Duration.ofDays(2)));
    reissue(labCluster, "peer", past, now.minus(Duration.ofDays(3)));
    // A controller whose clock is an hour ahead would issue such a certificate.
    reissue(labCluster, "client", now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(300)));

    var told = labCluster.attempt("verify.yml");
    assertEquals(1, told.status(), told.text());
    assertContains(
        told,
        "client certificate of etcd2 has expired",
        "peer certificate of etcd2 has expired",
        "play the cluster again to renew them");
    assertEquals(members, labCluster.members("etcd1"));

    labCluster.on("etcd2", "systemctl restart --no-block etcd");
    assertContains(
        labCluster.play("site.yml", "--check"),
        "unknown +etcd\\d  Verify the cluster: .* would change .* on etcd2",
        "3 hosts: 3 would change");
    var starts = labCluster.starts();
    var programTranscript = labCluster.play("site.yml");
    assertContains(
        programTranscript,
        "changed +etcd2  Issue the certificate that clients see: .* expired 2 days ago",
        "changed +etcd2  Issue the certificate that other members see: .* expired 3 days ago",
        "changed +etcd2  Issue the certificate that etcdctl shows: .* not valid before ",
        "3 hosts: 3 changed");
    assertEquals(members, labCluster.members("etcd2"));
    assertEquals(starts.get("etcd1"), labCluster.starts().get("etcd1"));
    assertEquals(starts.get("etcd3"), labCluster.starts().get("etcd3"));
    assertContains(labCluster.play("site.yml"), "3 hosts: 0 changed");
  }
}
