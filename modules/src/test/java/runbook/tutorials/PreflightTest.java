package runbook.tutorials;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Problems of hosts are reported before any host is changed. */
@NeedsLab(
    inventory =
        """
        all:
          vars: { user: root, etcd_cluster: main, etcd_token: main-1 }
          children:
            etcd:
              hosts:
                etcd1: { address: 10.23.0.11 }
                etcd2: { address: 10.23.0.12 }
                etcd3: { address: 10.23.0.13 }
            clients:
              hosts:
                client1: { address: 10.23.0.21 }
        """,
    mirror = "etcd")
class PreflightTest {

  private static final String SITE = "site.yml";

  @TempDir private Path controller;
  private final LabHosts hosts;
  private LabCluster labCluster;

  PreflightTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @BeforeEach
  void createCluster() {
    labCluster = new LabCluster(hosts, controller);
  }

  private void assertFailsWith(ProgramTranscript programTranscript, String... texts)
      throws Exception {
    assertEquals(1, programTranscript.status(), programTranscript.text());
    for (var text : texts) {
      assertTrue(programTranscript.text().contains(text), programTranscript.text());
    }
    assertTrue(
        programTranscript.text().matches("(?s).*3 hosts: 0 (would change|changed),.*"),
        programTranscript.text());
    for (var host : hosts.names()) {
      assertEquals(
          "", labCluster.on(host, "ls -d /etc/etcd /usr/local/bin/etcd 2>/dev/null || true"));
      assertEquals("", labCluster.on(host, "getent passwd etcd || true"));
    }
  }

  @Test
  @CoversRows("S0-04")
  void unsuitableHostFailsBeforeAnyChange() throws Exception {
    labCluster.on("etcd2", "mv /run/systemd/system /run/systemd/away");
    labCluster.on(
        "etcd2",
        "f=/usr/local/bin/date; printf '#!/bin/sh\\nexec /bin/date -d \"1 hour ago\" \"$@\"\\n'"
            + " >$f; chmod +x $f; mkdir /var/lib/etcd; mount -t tmpfs -o size=40m none"
            + " /var/lib/etcd");
    try {
      for (var options : new String[][] {{"--check"}, {}}) {
        assertFailsWith(
            labCluster.attempt(SITE, options),
            "FAILED   etcd2  Check that the host can run etcd",
            "the host does not run systemd",
            "min behind the controller's",
            "synchronize both clocks with chrony or systemd-timesyncd",
            "/var/lib/etcd has 40 MiB left, and should have 160",
            "make room on /var/lib/etcd");
      }
    } finally {
      labCluster.on("etcd2", "mv /run/systemd/away /run/systemd/system; rm /usr/local/bin/date");
      labCluster.on("etcd2", "umount /var/lib/etcd && rmdir /var/lib/etcd");
    }
  }

  @Test
  @CoversRows("S0-54")
  void hostNameThatResolvesToLoopbackCausesWarning() throws Exception {
    labCluster.on("etcd3", "cp /etc/hosts /etc/hosts.good; echo 127.0.1.1 etcd3 >>/etc/hosts");
    try {
      var programTranscript = labCluster.play(SITE, "--check");
      assertTrue(
          programTranscript
              .text()
              .contains("warning  etcd3  etcd3 resolves to 127.0.1.1 on this host"),
          programTranscript.text());
    } finally {
      labCluster.on("etcd3", "mv /etc/hosts.good /etc/hosts");
    }
    assertEquals(-1, labCluster.play(SITE, "--check").text().indexOf("resolves to 127."));
  }

  @Test
  @CoversRows("S0-03")
  void firewallAndClosedPortAreDistinguished() throws Exception {
    var clients =
        Files.writeString(
            controller.resolve("clients.yml"),
            """
            - hosts: clients
              tasks:
                - check_ports: { hosts: { etcd2: 10.23.0.12 }, ports: [2379], from: client1, listening: true }
            """);
    var open = hosts.play(clients);
    assertTrue(open.text().contains("from client1 to etcd2 at 10.23.0.12:2379: nothing listens"));
    var wall = Firewall.before(labCluster, "etcd2", 2379, 2380);
    try {
      assertFailsWith(
          labCluster.attempt(SITE),
          "from etcd1 to etcd2 at 10.23.0.12:2380: no answer within 3 s",
          "let TCP 2380 from etcd1 in on etcd2");
      var shut = hosts.play(clients);
      assertTrue(
          shut.text().contains("from client1 to etcd2 at 10.23.0.12:2379: no answer"), shut.text());
    } finally {
      wall.fall();
    }
    labCluster.play(SITE, "--check");
  }
}
