package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** A host of a lab behaves like a real host. */
@NeedsLab(
    inventory =
        """
        web:
          vars: { user: deploy, key: ~/.ssh/production, jump: bastion.example.com }
          hosts:
            web1: { address: 10.20.30.11 }
            web2.example.com: { address: 10.20.31.12, port: 2222 }
            web3: { address: web3.example.com, user: root }
        """)
class LabHostTest {

  private final LabHosts hosts;

  LabHostTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  private String outputOf(String host, String command) throws Exception {
    var programTranscript = hosts.exec(host, "sh", "-c", command);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript.text().strip();
  }

  @Test
  void systemdRunsOnEachHost() throws Exception {
    for (var host : hosts.names()) {
      assertEquals("running", outputOf(host, "systemctl is-system-running"));
      assertEquals("systemd", outputOf(host, "cat /proc/1/comm"));
    }
  }

  @Test
  void eachHostHasItsOwnNameIdJournalAndAddress() throws Exception {
    var ids = new HashSet<String>();
    for (var host : hosts.names()) {
      assertEquals(host, outputOf(host, "hostname"));
      assertTrue(ids.add(outputOf(host, "cat /etc/machine-id")), "a machine-id is there twice");
      outputOf(host, "logger -t who I am $(hostname); journalctl --sync");
      assertEquals("I am " + host, outputOf(host, "journalctl -q -o cat -t who"));
    }
    assertEquals("10.20.30.11/24", outputOf("web1", "ip -o -4 a show eth0 | awk '{print $4}'"));
    assertEquals("10.20.31.12/24", outputOf("web2.example.com", "hostname -I").strip() + "/24");
  }

  @Test
  void hostsReachEachOtherByNameAndAcrossSubnets() throws Exception {
    for (var host : hosts.names()) {
      assertEquals("10.20.30.11", outputOf(host, "getent hosts web1 | cut -d' ' -f1"));
      assertEquals("10.20.31.12", outputOf(host, "getent hosts web2 | cut -d' ' -f1"));
      outputOf(host, "getent hosts web3.example.com");
      for (var other : hosts.names()) {
        var port = other.startsWith("web2") ? "2222" : "22";
        var banner = "exec 3<>/dev/tcp/%s/%s && head -c 4 <&3".formatted(other, port);
        var programTranscript = hosts.exec(host, "timeout", "10", "bash", "-c", banner);
        assertEquals("SSH-", programTranscript.text());
      }
    }
  }

  @Test
  void rootInventoryUserAndSudoUserLogInWithLabKey() throws Exception {
    for (var host : hosts.names()) {
      assertEquals("root\n", hosts.ssh("root", host, "id -un").text());
      for (var user : new String[] {"deploy", runbook.lab.Lab.SUDO_USER}) {
        assertEquals(
            user + " root\n", hosts.ssh(user, host, "echo $(id -un) $(sudo id -un)").text());
      }
    }
  }

  @Test
  void hostSeesOnlyProgramsOfThisMachine() throws Exception {
    var own = Path.of("").toAbsolutePath().toString();
    for (var path :
        new String[] {own, System.getProperty("user.home") + "/.m2", "/var/lib/postgresql"}) {
      assertNotEquals(0, hosts.exec("web1", "test", "-e", path).status(), path);
    }
    assertEquals(".ssh", outputOf("web1", "ls -A /root"));
    assertEquals("deploy ops", outputOf("web1", "echo $(ls -A /home)"));
    assertEquals("", outputOf("web1", "grep -v '^[^:]*:[*!]' /etc/shadow || :"));
  }

  @Test
  void hostSeesNoPrivateFileOfThisMachine() throws Exception {
    // All that are left were made for the lab.
    var left =
        outputOf("web1", "find /etc -xdev -type f ! -perm -004 ! -name 'ssh_host_*_key' | sort");
    for (var file : left.lines().toList()) {
      var here = Path.of(file);
      assertTrue(
          file.matches("/etc/(shadow|sudoers|sudoers\\.d/lab)") || Files.notExists(here), left);
    }
    assertNotEquals(0, hosts.exec("web1", "test", "-e", "/etc/shadow-").status());
    assertNotEquals(0, hosts.exec("web1", "test", "-e", "/etc/gshadow").status());
  }

  @Test
  void fileOfHostIsOutOfReachOfUsersOfThisMachine() throws Exception {
    outputOf("web1", "cp /bin/sh /home/ops/own && chmod 4755 /home/ops/own");
    var own = hosts.folder().path().resolve("hosts/web1/disk/home/ops/own");
    assertTrue(Files.isExecutable(own));
    var nobody = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    for (var path = own; path.startsWith(hosts.folder().path().resolve("hosts")); ) {
      var words = new ArrayList<>(nobody);
      words.addAll(List.of("test", "-e", path.toString()));
      assertEquals(1, new ProcessBuilder(words).start().waitFor(), path::toString);
      path = path.getParent();
    }
  }

  @Test
  void rootOnHostHasNoRightsOnThisMachine() throws Exception {
    // CAP_SYS_MODULE, SYS_RAWIO, SYS_TIME, MKNOD and SYSLOG; the clock is shared.
    long forbidden = 1L << 16 | 1L << 17 | 1L << 25 | 1L << 27 | 1L << 34;
    for (var rights :
        new String[] {
          outputOf("web1", "grep CapBnd /proc/self/status"),
          outputOf("web1", "grep CapBnd /proc/1/status"),
          hosts.ssh("root", "web1", "grep CapBnd /proc/self/status").text().strip()
        }) {
      long set = Long.parseUnsignedLong(rights.substring(rights.lastIndexOf('\t') + 1), 16);
      assertEquals(0, set & forbidden, rights);
    }
    assertNotEquals(0, hosts.exec("web1", "sh", "-c", ": >/proc/sysrq-trigger").status());
    assertNotEquals(0, hosts.exec("web1", "sh", "-c", ": >/proc/sys/kernel/panic").status());
  }

  @Test
  void hostsDoNotShareFiles() throws Exception {
    outputOf("web1", "echo mine >/etc/mine; echo own >>/etc/passwd");
    assertNotEquals(0, hosts.exec("web3", "test", "-e", "/etc/mine").status());
    assertTrue(Files.notExists(Path.of("/etc/mine")));
    assertTrue(Files.readAllLines(Path.of("/etc/passwd")).stream().noneMatch("own"::equals));
  }
}
