package runbook.seeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.Lab;
import runbook.testkit.RealHosts;
import runbook.testkit.RealHosts.Said;

/** Certificates that are not valid are told of, and playing again mends what they broke. */
@Lab(inventory = "../inventory/etcd.yml", mirror = "etcd", fresh = true)
class ExpiredTest {

  @TempDir private Path controller;

  private static void redate(Cluster cluster, String name, Instant from, Instant until)
      throws Exception {
    var path = "/etc/etcd/pki/" + name + ".crt";
    var like = cluster.certificate("etcd2", path).certificate();
    var authority = Redated.by(cluster.pki().resolve("etcd-main"), "etcd-ca");
    var made = authority.certificate(like, from, until);
    cluster.on("etcd2", "cat >" + path + " <<'END'\n" + made + "END\n");
  }

  private static void says(Said said, String... patterns) {
    for (var pattern : patterns) {
      assertTrue(
          Pattern.compile(pattern).matcher(said.text()).find(), pattern + ":\n" + said.text());
    }
  }

  @Test
  void certificatesThatAreNotValidAreToldAndIssuedAnew(RealHosts hosts) throws Exception {
    var cluster = new Cluster(hosts, controller);
    cluster.play("site.yml");
    var members = cluster.members("etcd1");
    var now = Instant.now();
    var past = now.minus(Duration.ofDays(30));
    redate(cluster, "server", past, now.minus(Duration.ofDays(2)));
    redate(cluster, "peer", past, now.minus(Duration.ofDays(3)));
    // As one whose clock is an hour ahead would issue it.
    redate(cluster, "client", now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(300)));

    var told = cluster.attempt("verify.yml");
    assertEquals(1, told.status(), told.text());
    says(
        told,
        "client certificate of etcd2 has expired",
        "peer certificate of etcd2 has expired",
        "issued anew by playing the cluster again");
    assertEquals(members, cluster.members("etcd1"));

    cluster.on("etcd2", "systemctl restart --no-block etcd");
    says(
        cluster.play("site.yml", "--check"),
        "unknown +etcd\\d  Verify the cluster: .* would change .* on etcd2",
        "3 hosts: 3 would change");
    var starts = cluster.starts();
    var said = cluster.play("site.yml");
    says(
        said,
        "changed +etcd2  Issue the certificate that clients see: .* expired 2 days ago",
        "changed +etcd2  Issue the certificate that other members see: .* expired 3 days ago",
        "changed +etcd2  Issue the certificate that etcdctl shows: .* not valid before ",
        "3 hosts: 3 changed");
    assertEquals(members, cluster.members("etcd2"));
    assertEquals(starts.get("etcd1"), cluster.starts().get("etcd1"));
    assertEquals(starts.get("etcd3"), cluster.starts().get("etcd3"));
    says(cluster.play("site.yml"), "3 hosts: 0 changed");
  }
}
