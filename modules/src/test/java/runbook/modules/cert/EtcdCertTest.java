package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;
import runbook.tutorials.CoversRows;

/** Tests the certificates with real etcd, a different version on each host. */
@NeedsLab(hosts = 3, mirror = "etcd", fresh = true)
class EtcdCertTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/cert/etcd.yml");
  private static final List<String> HOSTS = List.of("host1", "host2", "host3");

  @TempDir Path folder;
  private final LabHosts hosts;

  EtcdCertTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  private ProgramTranscript play(String key, String... options) throws Exception {
    var versions = hosts.releases();
    var text =
        "{key: %s, pki: %s, oldest: %s, middle: %s, newest: %s}"
            .formatted(
                key,
                folder,
                versions.getFirst(),
                versions.get(versions.size() / 2),
                versions.getLast());
    var vars = Files.writeString(folder.resolve("vars.yml"), text);
    var words = new ArrayList<>(List.of("-e", "@" + vars));
    words.addAll(List.of(options));
    var programTranscript = hosts.play(PLAYBOOK, words.toArray(String[]::new));
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript;
  }

  @Test
  @CoversRows({"S0-21", "S0-32", "S0-33", "S0-45", "S1-12", "S1-13", "S1-14", "S1-19", "S2-25"})
  void onlyClientsWithCertificateAreAnswered() throws Exception {
    var predicted = play("ec-p256", "--check");
    assertFalse(Files.exists(folder.resolve("etcd-ca.crt")), "check mode makes nothing");
    var played = play("ec-p256");
    assertEquals(changes(predicted), changes(played));
    assertTrue(predicted.text().contains("unknown  host1  Tell what it has"), predicted.text());
    for (var host : HOSTS) {
      for (var endpoint : List.of("127.0.0.1", "localhost", address(host))) {
        assertEquals(0, ask(host, endpoint, true).status(), host + " at " + endpoint);
      }
      var refused = ask(host, "127.0.0.1", false);
      assertNotEquals(0, refused.status(), refused.text());
      assertTrue(asPeer(host, "").contains("alert"), asPeer(host, ""));
      assertFalse(asPeer(host, PEER).contains("alert"), asPeer(host, PEER));
      assertEquals("", on(host, "grep -rl 'PRIVATE KEY' /tmp /var/tmp /root /home"));
      assertEquals("", on(host, "find / -xdev -name 'etcd-ca.key' -o -name '*.runbook-new'"));
      assertEquals("600", on(host, "stat -c %a /etc/etcd/pki/server.key"));
    }
    assertEquals(3, HOSTS.stream().map(this::serial).distinct().count());
    assertControllerCertificateWorks();
    var again = play("ec-p256");
    assertTrue(again.text().contains(" 0 changed, 0 failed"), again.text());
    assertNewKeyIsServedWithoutRestart();
  }

  private static final String PEER = "-cert /etc/etcd/pki/peer.crt -key /etc/etcd/pki/peer.key";

  /** With TLS 1.3, a client without a certificate gets the error when it reads. */
  private String asPeer(String host, String own) throws Exception {
    return on(
        host,
        "printf 'GET / HTTP/1.0\\n\\n' | timeout 60 openssl s_client -quiet %s -connect"
                .formatted(own)
            + " %s:2380 -CAfile /etc/etcd/pki/ca.crt 2>&1".formatted(address(host)));
  }

  private String serial(String host) {
    try {
      return on(host, "cut -d' ' -f1 /root/serial");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertControllerCertificateWorks() throws Exception {
    assertEquals(
        List.of("clientAuth"), ParsedCert.of(Files.readString(folder.resolve("root.crt"))).ekus());
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("root.key"))));
    for (var host : HOSTS) {
      var programTranscript =
          hosts.within(
              "curl",
              "-sS",
              "--cacert",
              folder + "/etcd-ca.crt",
              "--cert",
              folder + "/root.crt",
              "--key",
              folder + "/root.key",
              "https://%s:2379/health".formatted(address(host)));
      assertTrue(
          programTranscript.text().contains("\"health\":\"true\""), programTranscript.text());
    }
  }

  private void assertNewKeyIsServedWithoutRestart() throws Exception {
    var started = on("host1", "systemctl show etcd -p ExecMainStartTimestampMonotonic");
    var old = served("host1");
    var played = play("rsa-2048");
    assertTrue(played.text().contains("key type ec-p256 → rsa-2048"), played.text());
    for (var host : HOSTS) {
      assertEquals(0, ask(host, "127.0.0.1", true).status(), host);
    }
    assertNotEquals(old, served("host1"));
    assertEquals(
        served("host1").toLowerCase(Locale.ROOT),
        "serial=" + on("host1", "cut -d' ' -f1 /root/serial"));
    assertEquals(started, on("host1", "systemctl show etcd -p ExecMainStartTimestampMonotonic"));
  }

  /** Returns changes per host: done, predicted or possible, without reasons. */
  private static List<String> changes(ProgramTranscript programTranscript) {
    return programTranscript
        .text()
        .lines()
        .filter(line -> line.startsWith("change") || line.startsWith("unknown"))
        .map(line -> line.replaceFirst("^\\S+\\s+", "").replaceFirst(":.*", ""))
        .sorted()
        .toList();
  }

  private String address(String host) {
    return "10.77.0.1" + host.charAt(host.length() - 1);
  }

  private ProgramTranscript ask(String host, String endpoint, boolean withCertificate)
      throws Exception {
    var own =
        withCertificate ? "--cert /etc/etcd/pki/admin.crt --key /etc/etcd/pki/admin.key " : "";
    return hosts.exec(
        host,
        "sh",
        "-c",
        "ETCDCTL_API=3 timeout 10 /opt/etcd/etcdctl --cacert /etc/etcd/pki/ca.crt %s--endpoints"
                .formatted(own)
            + " https://%s:2379 --command-timeout 3s endpoint health".formatted(endpoint));
  }

  private String served(String host) throws Exception {
    return on(
        host,
        "openssl s_client -connect 127.0.0.1:2379 </dev/null 2>/dev/null |"
            + " openssl x509 -noout -serial");
  }

  private String on(String host, String script) throws Exception {
    return hosts.exec(host, "sh", "-c", script).text().strip();
  }
}
