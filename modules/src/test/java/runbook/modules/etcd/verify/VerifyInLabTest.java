package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.etcd.EtcdHosts;
import runbook.modules.etcd.OpensslCerts;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;
import runbook.tutorials.CoversRows;

/**
 * Verifies a real cluster and finds its faults: with the authority on the controller through a
 * forwarded port, or with the files of the host if sshd forwards none.
 */
@NeedsLab(hosts = 3, mirror = "etcd")
class VerifyInLabTest {

  private static final String CONF =
      """
      name: {{ inventory_hostname }}
      data-dir: /var/lib/etcd
      listen-peer-urls: https://{{ address }}:2380
      initial-advertise-peer-urls: https://{{ address }}:2380
      listen-client-urls: https://{{ address }}:2379
      advertise-client-urls: https://{{ address }}:2379
      listen-metrics-urls: http://{{ address }}:2381
      quota-backend-bytes: 100000
      initial-cluster: {{ it.initial_cluster }}
      initial-cluster-state: {{ it.initial_cluster_state }}
      client-transport-security: &tls
        cert-file: /etc/etcd/own.crt
        key-file: /etc/etcd/own.key
        client-cert-auth: true
        trusted-ca-file: /etc/etcd/ca.crt
      peer-transport-security: *tls
      """;

  private static final String FILES =
      "cacert: /etc/etcd/ca.crt, cert: /etc/etcd/client.crt, key: /etc/etcd/client.key";
  private static final int[] ALL = {1, 2, 3};

  @TempDir Path folder;
  private final LabHosts hosts;
  private EtcdHosts etcd;
  private OpensslCerts certificates;

  VerifyInLabTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @BeforeEach
  void install() throws Exception {
    etcd = EtcdHosts.ready(hosts, folder);
    etcd.write("templates/etcd.conf.mustache", CONF);
    etcd.write(
        "files/etcd.service",
        """
        [Service]
        Type=notify
        ExecStart=/usr/local/bin/etcd --config-file /etc/etcd/etcd.conf
        """);
    certificates = new OpensslCerts(folder.resolve("files")).ca("ca").ca("other");
    certificates.leaf("ca", "client", "DNS:client", 90);
    for (int i : ALL) {
      certificates.leaf("ca", "host" + i, "IP:" + EtcdHosts.address(i), 90);
    }
  }

  private static String copy(String src, String dest) {
    return "    - copy: { src: \"%s\", dest: /etc/etcd/%s, mode: \"0600\" }\n".formatted(src, dest);
  }

  private String founding() {
    var text = new StringBuilder("- hosts: all\n  tasks:\n");
    text.append(copy("ca.crt", "ca.crt"))
        .append(copy("client.crt", "client.crt"))
        .append(copy("client.key", "client.key"))
        .append(copy("{{ inventory_hostname }}.crt", "own.crt"))
        .append(copy("{{ inventory_hostname }}.key", "own.key"));
    for (var state : new String[] {"announced", "present"}) {
      text.append(
          """
              - etcd_member: { name: "{{ inventory_hostname }}", state: %s, members: %s, endpoints: %s, data_dir: /var/lib/etcd, timeout: 60s, %s }
                register: it
          """
              .formatted(
                  state,
                  EtcdHosts.all("https://", 2380, ALL),
                  EtcdHosts.endpoints("https://", ALL),
                  FILES));
      if (state.equals("announced")) {
        text.append(
            """
                - template: { src: etcd.conf.mustache, dest: /etc/etcd/etcd.conf, mode: "0644" }
                - copy: { src: etcd.service, dest: /etc/systemd/system/etcd.service, mode: "0644" }
                - systemd: { name: etcd, state: started, no_block: true }
            """);
      }
    }
    return text.toString();
  }

  private String verifying(String way, String more) {
    var client =
        way.equals("forwarded")
            ? "ca: { cert: \"%1$s/ca.crt\", private_key: \"%1$s/ca.key\" }"
                .formatted(folder.resolve("files"))
            : FILES;
    return """
    - hosts: host1
      tasks:
        - etcd_verify: { members: %s, %s, report: "%s/%s.json", %s }
    """
        .formatted(EtcdHosts.all("", 0, ALL), client, folder, way, more);
  }

  private void passes(String way) throws Exception {
    var programTranscript =
        etcd.play(
            way,
            verifying(
                way, "timeout: 60s, metrics: [http://10.77.0.12:2381], version: " + version()));
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("ok    client port   rejects clients"),
        programTranscript.text());
    assertTrue(
        programTranscript.text().contains("ok    peer port     rejects clients"),
        programTranscript.text());
    assertTrue(programTranscript.text().contains("ok    writes"), programTranscript.text());
    assertTrue(programTranscript.text().contains("ok    metrics"), programTranscript.text());
    assertTrue(programTranscript.text().contains("0 changed"), programTranscript.text());
    var report = Files.readString(folder.resolve(way + ".json"));
    assertTrue(report.contains("\"answers\": true"), report);
    assertEquals("", etcd.on("host1", "pgrep -af '[/]dev/tcp' || true"), "nothing is left there");
  }

  private String version() throws Exception {
    return etcd.on("host1", "etcdctl version").lines().findFirst().orElseThrow().split(" ", -1)[2];
  }

  private void fails(String way, String with) throws Exception {
    var programTranscript = etcd.play(way, verifying(way, "probe: false, timeout: 1s"));
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains(with), programTranscript.text());
  }

  private void replaceCertificate(String ca, String sans, int days) throws Exception {
    certificates.leaf(ca, "swapped", sans, days);
    var programTranscript =
        etcd.play(
            "swap",
            "- hosts: host2\n  tasks:\n"
                + copy("swapped.crt", "own.crt")
                + copy("swapped.key", "own.key"));
    assertEquals(0, programTranscript.status(), programTranscript.text());
  }

  @Test
  @CoversRows("S0-50")
  void healthyClusterPassesAndFaultsAreFound() throws Exception {
    var founded = etcd.play("found", founding());
    assertEquals(0, founded.status(), founded.text());
    passes("forwarded");
    forward("no");
    passes("carried");

    var address = "IP:" + EtcdHosts.address(2);
    replaceCertificate("ca", "IP:10.77.0.99", 90);
    fails("carried", "host2 at https://10.77.0.12:2379: No subject alternative names matching");
    forward("yes");
    fails("forwarded", "host2 at https://10.77.0.12:2379: No subject alternative names matching");
    replaceCertificate("other", address, 90);
    fails("forwarded", "host2 at https://10.77.0.12:2379: unable to find valid certification path");
    replaceCertificate("ca", address, 3);
    fails("forwarded", "certificate of host2 ends in");
    replaceCertificate("ca", address, 90);

    etcd.on(
        "host1",
        "v=$(head -c 50000 /dev/zero | tr '\\0' x); i=0; until etcdctl --endpoints"
            + " https://10.77.0.11:2379 --cacert /etc/etcd/ca.crt --cert /etc/etcd/client.crt --key"
            + " /etc/etcd/client.key put big$i $v 2>&1 | grep -q 'space exceeded' || [ $i -ge 40 ];"
            + " do i=$((i + 1)); sleep 0.2; done");
    fails("forwarded", "alarms        NOSPACE of ");
  }

  @Test
  void membersOfDifferentClustersAreReported() throws Exception {
    for (int i : ALL) {
      var client = "http://" + EtcdHosts.address(i) + ":2379";
      var peer = "http://" + EtcdHosts.address(i) + ":2380";
      etcd.on(
          "host" + i,
          ("systemd-run -q --unit other etcd --name host%1$d --data-dir /var/lib/etcd"
                  + " --listen-client-urls %2$s --advertise-client-urls %2$s"
                  + " --listen-peer-urls %3$s --initial-advertise-peer-urls %3$s"
                  + " --initial-cluster host%1$d=%3$s; until etcdctl --endpoints %2$s get x;"
                  + " do sleep 1; done")
              .formatted(i, client, peer));
    }
    for (var forwards : new String[] {"yes", "no"}) {
      forward(forwards);
      var programTranscript =
          etcd.play(
              "different",
              """
              - hosts: host1
                tasks:
                  - etcd_verify: { members: %s, tls: false, timeout: 1s }
              """
                  .formatted(EtcdHosts.all("", 0, ALL)));
      assertEquals(1, programTranscript.status(), programTranscript.text());
      assertTrue(
          programTranscript.text().contains("the members are in different clusters: "),
          programTranscript.text());
    }
    forward("yes");
  }

  /** Whether the sshd of the first host forwards ports. */
  private void forward(String may) throws Exception {
    etcd.on(
        "host1",
        "echo AllowTcpForwarding %s >/etc/ssh/sshd_config.d/forward.conf && systemctl reload ssh"
            .formatted(may));
  }
}
