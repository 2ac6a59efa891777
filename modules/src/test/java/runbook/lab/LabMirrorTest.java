package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/**
 * Tests that the hosts of a lab and plays on them can download from its mirror, and nothing else
 * can.
 */
@NeedsLab(hosts = 2, mirror = "etcd")
class LabMirrorTest {

  /** An HTTP client in bash that prints the response. */
  private static final String GET =
      "exec 3<>/dev/tcp/mirror.lab/80; printf 'GET %s HTTP/1.0\\r\\n%b\\r\\n' \"$0\" \"$1\" >&3;"
          + " sed '1,/^\\r$/d' <&3";

  private final LabHosts hosts;

  @TempDir private Path folder;

  LabMirrorTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  private String outputOf(String host, String command, String... words) throws Exception {
    var all = new java.util.ArrayList<>(List.of("bash", "-c", command));
    all.addAll(List.of(words));
    var programTranscript = hosts.exec(host, all.toArray(String[]::new));
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript.text();
  }

  private String path(String version) throws Exception {
    var sums = Files.readString(hosts.folder().mirror().resolve("v" + version + "/SHA256SUMS"));
    return "/v%s/%s".formatted(version, sums.strip().split(" +", 2)[1]);
  }

  @Test
  void mirroredReleaseRunsOnHost() throws Exception {
    assertTrue(hosts.releases().size() > 1, "one can be upgraded to another");
    for (var version : hosts.releases()) {
      var file = path(version).substring(("/v" + version + "/").length());
      outputOf("host1", GET + " >/root/" + file, path(version), "");
      outputOf("host1", GET + " >/root/SHA256SUMS", "/v" + version + "/SHA256SUMS", "");
      outputOf("host1", "cd /root && sha256sum -c SHA256SUMS && tar -xzf " + file);
      var unpacked = "/root/" + file.replace(".tar.gz", "");
      var said = outputOf("host1", "%1$s/etcd --version; %1$s/etcdctl version".formatted(unpacked));
      assertTrue(said.contains("etcd Version: " + version), said);
      assertTrue(said.contains("etcdctl version: " + version), said);
    }
  }

  @Test
  void brokenDownloadIsResumed() throws Exception {
    var path = path(hosts.releases().getFirst());
    outputOf("host2", GET + " | head -c 1000000 >/root/part", path, "");
    outputOf("host2", GET + " >>/root/part", path, "Range: bytes=1000000-\\r\\n");
    var whole = Files.readAllBytes(hosts.folder().mirror().resolve(path.substring(1)));
    var digest = java.security.MessageDigest.getInstance("SHA-256").digest(whole);
    var sum = java.util.HexFormat.of().formatHex(digest);
    assertEquals(sum + "  /root/part\n", outputOf("host2", "sha256sum /root/part"));
  }

  @Test
  void packagesAreInstalledFromMirror() throws Exception {
    var version = hosts.releases().getFirst();
    outputOf(
        "host2",
        "rm -rf /etc/apt/sources.list*;"
            + " echo 'deb [trusted=yes] http://mirror.lab/packages ./' >/etc/apt/sources.list;"
            + " export DEBIAN_FRONTEND=noninteractive; apt-get -qq update &&"
            + " apt-get -qq install --no-install-recommends etcd-server=%s*".formatted(version));
    assertTrue(outputOf("host2", "etcd --version").contains(version));
    assertEquals("active\n", outputOf("host2", "systemctl is-active etcd"));
  }

  @Test
  void addedFilesAreServed() throws Exception {
    Files.writeString(Files.createDirectories(folder.resolve("a/b")).resolve("file"), "within");
    Files.writeString(folder.resolve("single"), "one");
    var served =
        new LabMirror(hosts.folder()).add(List.of(folder.resolve("a"), folder.resolve("single")));
    assertEquals(List.of("/b/file", "/single"), served);
    assertEquals("within", outputOf("host1", GET, "/b/file", ""));
    assertEquals("one", hosts.within("bash", "-c", GET, "/single", "").text());
    Files.writeString(folder.resolve("single"), "two");
    assertEquals("one", outputOf("host1", GET, "/single", ""), "it is a copy");
  }

  @Test
  void missingFilesCannotBeAdded() {
    var missing = folder.resolve("missing");
    var labMirror = new LabMirror(hosts.folder());
    var failure = assertThrows(LabFailure.class, () -> labMirror.add(List.of(missing)));
    assertEquals("there is no " + missing, failure.getMessage());
  }

  @Test
  void oldFileIsServedUntilItsReplacementIsComplete() throws Exception {
    var labMirror = new LabMirror(hosts.folder());
    labMirror.add(List.of(Files.writeString(folder.resolve("mem"), "old")));
    // A file that exists but cannot be read.
    assertThrows(IOException.class, () -> labMirror.add(List.of(Path.of("/proc/self/mem"))));
    assertEquals("old", outputOf("host1", GET, "/mem", ""));
  }

  @Test
  void nextUpRestartsMirror() throws Exception {
    var kill = "id=$(cat \"$0/run/mirror\"); kill $id; while kill -0 $id; do sleep 0.02; done";
    var among = LabProcess.of(hosts.folder()).orElseThrow().enterCommand();
    ProgramRunner.run(
        ProgramRunner.words(among, "sh", "-c", kill, hosts.folder().path().toString()));
    assertNotEquals(
        0, hosts.exec("host1", "bash", "-c", "exec 3<>/dev/tcp/mirror.lab/80").status());
    hosts.upAgain();
    assertTrue(outputOf("host1", GET, "/", "").contains("v" + hosts.releases().getFirst()));
  }
}
