package runbook.seeds;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.Lab;
import runbook.testkit.RealHosts;

/** Certificates that are not valid are told of, and playing again mends what they broke. */
@Lab(
    inventory =
        """
        etcd:
          vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
          hosts:
            etcd1: { address: 10.24.0.11 }
            etcd2: { address: 10.24.0.12 }
            etcd3: { address: 10.24.0.13 }
        """,
    mirror = "etcd")
class ExpiredTest {

  private static final List<String> NAMES = List.of("server", "peer", "client");

  @TempDir private Path controller;

  private static void redate(Cluster cluster, Instant from, Instant until) throws Exception {
    var authority = Redated.by(cluster.pki().resolve("main"), "etcd-ca");
    for (var name : NAMES) {
      var path = "/etc/etcd/pki/" + name + ".crt";
      var like = cluster.certificate("etcd2", path).certificate();
      var made = authority.certificate(like, from, until);
      cluster.on("etcd2", "cat >" + path + " <<'END'\n" + made + "END\n");
    }
  }

  private static void isMended(Cluster cluster, String reason, Set<String> members)
      throws Exception {
    cluster.on("etcd2", "systemctl restart --no-block etcd");
    var starts = cluster.starts();
    var said = cluster.play("site.yml");
    for (var what : List.of("clients see", "other members see", "etcdctl shows")) {
      assertTrue(
          said.text()
              .matches("(?s).*changed  etcd2  Issue the certificate that " + what + reason + ".*"),
          said.text());
    }
    assertTrue(said.text().contains("3 hosts: 3 changed"), said.text());
    assertEquals(members, cluster.members("etcd2"));
    assertEquals(starts.get("etcd1"), cluster.starts().get("etcd1"));
    assertEquals(starts.get("etcd3"), cluster.starts().get("etcd3"));
    var again = cluster.play("site.yml", "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
  }

  @Test
  void certificatesThatAreNotValidAreToldAndIssuedAnew(RealHosts hosts) throws Exception {
    var cluster = new Cluster(hosts, controller);
    cluster.play("site.yml");
    var members = cluster.members("etcd1");
    var now = Instant.now();

    redate(cluster, now.minus(Duration.ofDays(30)), now.minus(Duration.ofDays(2)));
    var told = cluster.attempt("verify.yml");
    assertEquals(1, told.status(), told.text());
    assertTrue(told.text().contains("client certificate of etcd2 has expired"), told.text());
    assertTrue(told.text().contains("peer certificate of etcd2 has expired"), told.text());
    assertTrue(told.text().contains("issued anew by playing the cluster again"), told.text());
    assertEquals(members, cluster.members("etcd1"));
    isMended(cluster, ": [^\\n]* expired 2 days ago", members);

    // As one whose clock is an hour ahead would issue them.
    redate(cluster, now.plus(Duration.ofHours(1)), now.plus(Duration.ofDays(300)));
    isMended(cluster, ": [^\\n]* not valid before ", members);
  }
}
