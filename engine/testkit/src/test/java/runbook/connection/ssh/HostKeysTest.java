package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Connection;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.Unreachable;
import runbook.connection.sh.TimedTask;
import runbook.testkit.OpenSshd;

/** Tests of which host keys are trusted, and of the messages for others. */
class HostKeysTest {

  @TempDir static Path folder;
  private static OpenSshd sshd;
  private static Connector connector;

  @TempDir Path own;

  @BeforeAll
  static void startSshd() throws Exception {
    sshd = OpenSshd.start(folder, "ed25519", "rsa", "ecdsa");
    OpenSshd.newKey(folder.resolve("other"), "ed25519", "");
    connector = new HostConnector(OpenSshd.settings(folder.resolve("user")));
  }

  @AfterAll
  static void stopSshd() {
    if (sshd != null) {
      connector.close();
      sshd.close();
    }
  }

  private Path known(String text) throws Exception {
    return Files.writeString(own.resolve("known_hosts"), text);
  }

  private static void succeeds(Endpoint endpoint) throws Exception {
    connector.connect(endpoint).close();
  }

  private static Unreachable fails(Endpoint endpoint) {
    return assertThrows(Unreachable.class, () -> connector.connect(endpoint));
  }

  private static String otherKey() throws Exception {
    return Files.readString(folder.resolve("other.pub")).replaceFirst(" test\\s*$", "\n");
  }

  private static String fingerprint(Path key) throws Exception {
    return List.of(OpenSshd.keygen("-lf", key.toString()).split(" ", -1)).get(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa", "ecdsa"})
  void knownKeyTypeIsRequested(String type) throws Exception {
    succeeds(sshd.endpoint(known(sshd.line(type)), HostKeyPolicy.STRICT));
  }

  @Test
  void hashedNamesAndNamesWithoutPortMatch() throws Exception {
    var file = known("# a comment\n" + sshd.line("ed25519"));
    OpenSshd.keygen("-q", "-H", "-f", file.toString());
    assertFalse(Files.readString(file).contains("127.0.0.1"));
    Files.writeString(file, "not a line\n|1|not|hashed x y\n" + Files.readString(file));
    succeeds(sshd.endpoint(file, HostKeyPolicy.STRICT));
    var bare = known("10.0.0.1,127.0.0.* " + sshd.line("rsa").split(" ", 2)[1]);
    succeeds(sshd.endpoint(bare, HostKeyPolicy.STRICT));
  }

  @Test
  void keyInAnyFileIsAccepted() throws Exception {
    var endpoint = sshd.endpoint(own.resolve("missing"), HostKeyPolicy.STRICT);
    var second = known(sshd.line("ecdsa"));
    succeeds(
        new Endpoint(
            endpoint.host(),
            endpoint.connectionType(),
            endpoint.address(),
            endpoint.port(),
            endpoint.user(),
            endpoint.keys(),
            endpoint.passphrase(),
            endpoint.password(),
            endpoint.jumps(),
            new Endpoint.HostKeys(HostKeyPolicy.STRICT, List.of(own.resolve("missing"), second)),
            false,
            endpoint.connectTimeout()));
  }

  @Test
  void anUnknownKeyIsRefusedWithItsFingerprint() throws Exception {
    var file = known("");
    var e = fails(sshd.endpoint(file, HostKeyPolicy.STRICT));
    assertTrue(
        e.getMessage()
            .startsWith(
                "web1: its host key is unknown: [127.0.0.1]:" + sshd.port() + " is not in " + file),
        e.getMessage());
    assertTrue(e.getMessage().contains("SHA256:"), e.getMessage());
    assertEquals("", Files.readString(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"STRICT", "ACCEPT_NEW"})
  void changedKeyIsRefusedWithTheLineOfTheKnownKey(HostKeyPolicy hostKeyPolicy) throws Exception {
    var file = known("\n\n[127.0.0.1]:" + sshd.port() + " " + otherKey());
    var e = fails(sshd.endpoint(file, hostKeyPolicy));
    assertEquals(
        "web1: its host key has changed: it shows ssh-ed25519 %s, but %s:3 says ssh-ed25519 %s"
            .formatted(
                fingerprint(folder.resolve("host_ed25519")),
                file,
                fingerprint(folder.resolve("other"))),
        e.getMessage());
    assertTrue(e.hint().contains("remove line 3 of " + file), e.hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.?.*",
        "*",
        "[127.0.0.1]:PORT",
        "[127.*]:*",
        "[127.0.0.?]:PORT",
        "a(b,[127.*]:*",
        "!127.0.0.2,127.*"
      })
  void hostThatAnyPatternNamesIsNotNew(String pattern) throws Exception {
    var file = known(pattern.replace("PORT", "" + sshd.port()) + " " + otherKey());
    var before = Files.readString(file);
    var e = fails(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertTrue(e.getMessage().startsWith("web1: its host key has changed"), e.getMessage());
    assertEquals(before, Files.readString(file));
    OpenSshd.keygen("-q", "-H", "-f", file.toString());
    e = fails(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertTrue(e.getMessage().startsWith("web1: its host key has changed"), e.getMessage());
  }

  @Test
  void hostWithMalformedKeyIsNotNew() throws Exception {
    var file = known("[127.0.0.1]:" + sshd.port() + " ssh-ed25519 AAAA!\n");
    var e = fails(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertTrue(e.getMessage().contains(file + ":1 says ssh-ed25519 (malformed)"), e.getMessage());
  }

  @Test
  void hostThatLineExcludesIsNew() throws Exception {
    var file = known("!127.0.0.1,* " + otherKey());
    succeeds(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertEquals(2, Files.readAllLines(file).size());
  }

  @Test
  void revokedKeyIsRefusedEvenIfKnown() throws Exception {
    var file = known(sshd.line("ed25519") + "@revoked * " + sshd.line("ed25519").split(" ", 2)[1]);
    var e = fails(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertTrue(
        e.getMessage().startsWith("web1: its host key is revoked by " + file + ":2:"),
        e.getMessage());
  }

  @Test
  void concurrentConnectionsRecordNewKeyOnce() throws Exception {
    var file = own.resolve("new").resolve("known_hosts");
    var endpoint = sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW);
    var logins = new ArrayList<TimedTask<Connection>>();
    for (int i = 0; i < 8; i++) {
      logins.add(TimedTask.start("login", () -> connector.connect(endpoint)));
    }
    for (var login : logins) {
      login.await(Duration.ofSeconds(30)).close();
    }
    assertEquals(1, Files.readAllLines(file).size());
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    succeeds(sshd.endpoint(file, HostKeyPolicy.STRICT));
  }

  @Test
  void newKeyIsWrittenOnItsOwnLine() throws Exception {
    var file = known("example.org " + otherKey().strip());
    succeeds(sshd.endpoint(file, HostKeyPolicy.ACCEPT_NEW));
    assertEquals(2, Files.readAllLines(file).size());
    succeeds(sshd.endpoint(file, HostKeyPolicy.STRICT));
  }
}
