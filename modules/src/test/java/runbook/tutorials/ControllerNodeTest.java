package runbook.tutorials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import runbook.lab.LabCommandRunner;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** One of the members is the controller; it reaches itself without SSH. */
@NeedsLab(
    inventory =
        """
        etcd:
          vars: { user: root }
          hosts:
            etcd1: { address: 10.29.0.11 }
            etcd2: { address: 10.29.0.12 }
            etcd3: { address: 10.29.0.13 }
        """,
    mirror = "etcd")
class ControllerNodeTest {

  /** The folder on the host with copies of files of this machine, under the same paths. */
  private static final String MOVED = "/opt/controller";

  private static final Path PLAYBOOKS = Path.of("..", "playbooks").toAbsolutePath().normalize();

  private final LabHosts hosts;
  private final LabCluster labCluster;

  ControllerNodeTest(LabHosts hosts) {
    this.hosts = hosts;
    this.labCluster = new LabCluster(hosts, Path.of("none"));
  }

  private static List<String> classPath() {
    return Pattern.compile(File.pathSeparator)
        .splitAsStream(System.getProperty("java.class.path"))
        .map(entry -> Path.of(entry).toAbsolutePath())
        .filter(entry -> entry.toFile().exists())
        .map(Path::toString)
        .toList();
  }

  /** Copies runbook to a host, with its JVM and the keys to the other hosts. */
  private void copyRunbookTo(String host) throws Exception {
    var paths = new ArrayList<>(classPath());
    paths.add(System.getProperty("java.home"));
    paths.add(PLAYBOOKS.toString());
    paths.add(hosts.folder().key().toString());
    paths.add(hosts.folder().knownHosts().toString());
    var pack = new ArrayList<>(List.of("tar", "-cf", "-", "-C", "/"));
    paths.forEach(path -> pack.add(path.substring(1)));
    labCluster.on(host, "mkdir -p " + MOVED);
    var unpack =
        new LabCommandRunner(hosts.folder()).onHost(host, List.of("tar", "-xf", "-", "-C", MOVED));
    var both =
        ProcessBuilder.startPipeline(
            List.of(
                new ProcessBuilder(pack).redirectError(ProcessBuilder.Redirect.DISCARD),
                new ProcessBuilder(unpack).redirectErrorStream(true)));
    assertEquals("", new String(both.getLast().getInputStream().readAllBytes(), UTF_8));
    for (var process : both) {
      assertEquals(0, process.waitFor());
    }
  }

  private ProgramTranscript play(String host, String... options) throws Exception {
    var words =
        new ArrayList<>(
            List.of(
                MOVED + System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath().stream().map(MOVED::concat).collect(Collectors.joining(":")),
                "runbook.cli.Main",
                "play",
                MOVED + PLAYBOOKS + "/site.yml",
                "-i",
                "/root/hosts.yml",
                "-e",
                ("{etcd_mirrors: ['%s/v{version}/etcd-v{version}-linux-{arch}.tar.gz'],"
                        + " etcd_allow_http: true, etcd_digests: {}}")
                    .formatted(LabHosts.MIRROR)));
    words.addAll(List.of(options));
    return hosts.exec(host, words.toArray(String[]::new));
  }

  @Test
  @CoversRows("S4-35")
  void controllerCanBeMember() throws Exception {
    copyRunbookTo("etcd1");
    labCluster.on(
        "etcd1",
        """
        cat >/root/hosts.yml <<'END'
        etcd:
          vars: { user: root, key: %1$s%2$s, known_hosts: %1$s%3$s, etcd_cluster: main, etcd_token: main-1 }
          hosts:
            etcd1: { address: 10.29.0.11, connection: local }
            etcd2: { address: 10.29.0.12 }
            etcd3: { address: 10.29.0.13 }
        END
        """
            .formatted(MOVED, hosts.folder().key(), hosts.folder().knownHosts()));

    var programTranscript = play("etcd1");
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertEquals(3, labCluster.members("etcd2").size());
    var key = "/root/.runbook/pki/main/etcd-ca.key";
    assertEquals("600 root:root", labCluster.modeAndOwner("etcd1", key));
    assertEquals("", labCluster.on("etcd2", "ls " + key + " 2>/dev/null || true"));

    var again = play("etcd1", "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
    assertTrue(again.text().contains("3 hosts: 0 changed"), again.text());
  }
}
