package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;
import runbook.tutorials.CoversRows;

/** Installs releases of etcd from a mirror through the controller. */
@NeedsLab(hosts = 3, mirror = "etcd")
class EtcdInstallTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/release.yml");
  private static final Path PINNED = Path.of("src/test/resources/lab/pinned.yml");

  @TempDir Path cache;
  private final LabHosts hosts;

  EtcdInstallTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  private LabHosts.ProgramTranscript play(String version, String dest, String... options)
      throws Exception {
    var words =
        new java.util.ArrayList<>(
            List.of("-e", "version=" + version, "-e", "dest=" + dest, "-e", "cache=" + cache));
    words.addAll(List.of(options));
    return hosts.play(PLAYBOOK, words.toArray(String[]::new));
  }

  private String on(String host, String command) throws Exception {
    return hosts.exec(host, "sh", "-c", command).text();
  }

  @Test
  @CoversRows({"S0-06", "S0-08", "S0-09", "S1-02", "S1-03", "S4-03"})
  void programsAreInstalledOnEveryHostOnce() throws Exception {
    var newest = hosts.releases().getLast();
    var check = play(newest, "/opt/new", "--check");
    assertEquals(0, check.status(), check.text());
    assertTrue(check.text().contains("9 would change"), check.text());
    assertNotEquals("", on("host1", "ls /opt/new 2>&1"));

    var programTranscript = play(newest, "/opt/new");
    assertEquals(0, programTranscript.status(), programTranscript.text());
    for (var host : hosts.names()) {
      assertEquals(
          "755 root:adm\n755 root:adm\n755 root:adm\n",
          on(host, "cd /opt/new && stat -c '%a %U:%G' etcd etcdctl etcdutl"));
      assertTrue(on(host, "/opt/new/etcd --version").startsWith("etcd Version: " + newest));
      assertTrue(on(host, "cat /opt/new/which").startsWith(newest + " "));
    }
    var again = play(newest, "/opt/new", "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
  }

  @Test
  @CoversRows("S0-09")
  void runningEtcdIsReplacedAndOldReleaseMayLackEtcdutl() throws Exception {
    var oldest = hosts.releases().getFirst();
    var newest = hosts.releases().getLast();
    var first = play(oldest, "/opt/up", "--limit", "host1");
    assertEquals(0, first.status(), first.text());
    assertEquals("etcd\netcdctl\nwhich\n", on("host1", "ls /opt/up"));
    var pid =
        on(
            "host1",
            "cd /opt/up && ./etcd --data-dir /opt/data >/dev/null 2>&1 &"
                + " until [ \"$(readlink /proc/$!/exe)\" = /opt/up/etcd ]; do sleep 0.1; done;"
                + " echo $!");
    var exe = "readlink /proc/" + pid.strip() + "/exe";
    try {
      assertEquals("/opt/up/etcd\n", on("host1", exe));
      var programTranscript = play(newest, "/opt/up", "--limit", "host1");
      assertEquals(0, programTranscript.status(), programTranscript.text());
      var now = on("host1", "/opt/up/etcd --version");
      assertTrue(now.startsWith("etcd Version: " + newest), now);
      assertEquals("/opt/up/etcd (deleted)\n", on("host1", exe));
    } finally {
      on("host1", "kill " + pid);
    }
  }

  @Test
  @CoversRows("S0-05")
  void latestIsNewestReleaseOfMirror() throws Exception {
    var programTranscript = play("latest", "/opt/latest", "--limit", "host3");
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(on("host3", "cat /opt/latest/which").startsWith(hosts.releases().getLast() + " "));
  }

  @Test
  @CoversRows("S0-08")
  void releaseWithWrongDigestIsNotInstalled() throws Exception {
    var programTranscript =
        hosts.play(
            PINNED,
            "-e",
            "version=" + hosts.releases().getLast(),
            "-e",
            "sha256=" + "0".repeat(64),
            "-e",
            "cache=" + cache);
    assertEquals(1, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript.text().contains("and " + "0".repeat(64) + " is expected"),
        programTranscript.text());
    assertEquals("no\n", on("host1", "test -e /opt/etcd && echo yes || echo no"));
    try (var left = Files.list(cache)) {
      assertEquals(
          List.of(),
          left.map(file -> file.getFileName().toString())
              .filter(name -> !name.endsWith(".lock"))
              .toList());
    }
  }
}
