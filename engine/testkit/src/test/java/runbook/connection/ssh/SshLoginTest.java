package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Connection;
import runbook.connection.Endpoint;
import runbook.connection.Request;
import runbook.connection.RequestPart;
import runbook.connection.Secret;
import runbook.connection.Unreachable;
import runbook.testkit.OpenSshd;
import runbook.testkit.SilentHost;

/** Tests of the keys and jump hosts that a login uses, and of the messages if it fails. */
class SshLoginTest {

  @TempDir static Path folder;
  private static OpenSshd sshd;
  private static OpenSshd jump;

  @TempDir Path home;
  private final List<String> warnings = new ArrayList<>();
  private Optional<Path> agent = Optional.empty();

  @BeforeAll
  static void startSshd() throws Exception {
    sshd = OpenSshd.start(Files.createDirectories(folder.resolve("target")), "ed25519");
    var other = Files.createDirectories(folder.resolve("jump"));
    for (var file : List.of("key", "key.pub", "authorized_keys")) {
      Files.copy(folder.resolve("target").resolve(file), other.resolve(file));
    }
    jump = OpenSshd.start(other, "ed25519");
  }

  @AfterAll
  static void stopSshd() {
    if (jump != null) {
      sshd.close();
      jump.close();
    }
  }

  private Connection connect(Endpoint endpoint) throws Exception {
    var own = OpenSshd.settings(home);
    try (var connector =
        new HostConnector(
            new SshSettings(home, own.user(), agent, own.heartbeat(), warnings::add))) {
      var connection = connector.connect(endpoint);
      var hello = Request.of(new RequestPart.ScriptPart("echo hello", false));
      assertEquals(
          "hello\n",
          connection
              .send(hello, Optional.empty(), Duration.ofSeconds(20))
              .parts()
              .getFirst()
              .outText());
      connection.close();
      return connection;
    }
  }

  private String fails(Endpoint endpoint) {
    return assertThrows(Unreachable.class, () -> connect(endpoint)).getMessage();
  }

  private Endpoint endpoint(String address, int port, Duration patience, Path... keys)
      throws Exception {
    return endpoint(address, port, patience, Optional.empty(), List.of(), keys);
  }

  private Endpoint endpoint(
      String address,
      int port,
      Duration patience,
      Optional<Secret> passphrase,
      List<String> jumps,
      Path... keys)
      throws Exception {
    var known = home.resolve("known");
    Files.writeString(known, sshd.line("ed25519") + jump.line("ed25519"));
    return new Endpoint(
        "web1",
        Endpoint.ConnectionType.SSH,
        address,
        port == 0 ? OptionalInt.empty() : OptionalInt.of(port),
        Optional.empty(),
        List.of(keys),
        passphrase,
        Optional.empty(),
        jumps,
        new Endpoint.HostKeys(Endpoint.HostKeyPolicy.STRICT, List.of(known)),
        false,
        patience);
  }

  private Endpoint withKey(Optional<Secret> passphrase, Path key) throws Exception {
    return endpoint("127.0.0.1", sshd.port(), Duration.ofSeconds(20), passphrase, List.of(), key);
  }

  private Path encryptedKey() throws Exception {
    var key = Files.copy(sshd.key(), home.resolve("locked"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    OpenSshd.keygen("-q", "-p", "-N", "sesame", "-f", key.toString());
    return key;
  }

  @Test
  void encryptedKeyNeedsItsPassphrase() throws Exception {
    var key = encryptedKey();
    connect(withKey(Optional.of(new Secret("sesame")), key));
    assertTrue(
        fails(withKey(Optional.of(new Secret("wrong")), key)).contains("its passphrase is wrong"));
    assertEquals(
        "web1: the key " + key + " needs a passphrase", fails(withKey(Optional.empty(), key)));
  }

  @Test
  void invalidPrivateKeyFileIsNamed() throws Exception {
    var missing = home.resolve("missing");
    assertEquals(
        "web1: the key " + missing + " cannot be used: there is no such file",
        fails(withKey(Optional.empty(), missing)));
    var pub = Path.of(sshd.key() + ".pub");
    assertEquals(
        "web1: the key " + pub + " cannot be used: it is a public key",
        fails(withKey(Optional.empty(), pub)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw-rw-", "rw--w----"})
  void keyThatOthersMayReadIsNotUsed(String mode) throws Exception {
    OpenSshd.settings(home);
    var key = Files.copy(sshd.key(), home.resolve(".ssh/id_ed25519"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
    var named = fails(withKey(Optional.empty(), key));
    assertTrue(
        named.startsWith(
            "web1: the key %s cannot be used: other users may read or change it".formatted(key)),
        named);
    var found = fails(endpoint("127.0.0.1", sshd.port(), Duration.ofSeconds(20)));
    assertTrue(
        found.contains("(not tried: other users may read or change it, with mode 06"), found);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
    connect(withKey(Optional.empty(), key));
  }

  @Test
  void defaultKeysAreTriedIfNoneIsConfigured() throws Exception {
    OpenSshd.settings(home);
    var key = Files.copy(sshd.key(), home.resolve(".ssh/id_ed25519"));
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    connect(endpoint("127.0.0.1", sshd.port(), Duration.ofSeconds(20)));
  }

  @Test
  void refusedLoginNamesUserAndTriedMethods() throws Exception {
    var stranger = home.resolve("stranger");
    OpenSshd.newKey(stranger, "rsa", "");
    var message = fails(withKey(Optional.empty(), stranger));
    assertTrue(
        message.matches(
            "web1: 127.0.0.1:%d does not let %s in; available: %s \\(SHA256:.*\\), no password"
                .formatted(sshd.port(), System.getProperty("user.name"), stranger)),
        message);
  }

  @Test
  void anAgentsKeysAreUsed() throws Exception {
    var socket = home.resolve("agent");
    var process =
        new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      while (!Files.exists(socket)) {
        Thread.sleep(10);
      }
      agent = Optional.of(socket);
      var endpoint = endpoint("127.0.0.1", sshd.port(), Duration.ofSeconds(20));
      assertTrue(fails(endpoint).contains("the agent's keys"));
      var locked = encryptedKey();
      var add = new ProcessBuilder("ssh-add", "-q", sshd.key().toString());
      add.environment().put("SSH_AUTH_SOCK", socket.toString());
      assertEquals(0, add.start().waitFor());
      connect(endpoint);
      Files.copy(Path.of(sshd.key() + ".pub"), Path.of(locked + ".pub"));
      connect(withKey(Optional.empty(), locked));
    } finally {
      process.destroy();
    }
  }

  @Test
  void missingAgentIsReported() throws Exception {
    agent = Optional.of(home.resolve("nothing"));
    var message = fails(endpoint("127.0.0.1", sshd.port(), Duration.ofSeconds(20)));
    assertTrue(message.contains(home.resolve("nothing") + " does not answer"), message);
  }

  @Test
  void sshConfigGivesAddressPortUserAndKey() throws Exception {
    OpenSshd.settings(home);
    Files.writeString(
        home.resolve(".ssh/config"),
        """
        Match host elsewhere
          User nobody
        Host web*
          HostName 127.0.0.1
          Port %d
          User %s
          IdentityFile %s
          KexAlgorithms ^ecdh-sha2-nistp256
        Include other
        Host *
          ProxyCommand nc %%h %%p
        """
            .formatted(sshd.port(), System.getProperty("user.name"), sshd.key()));
    connect(endpoint("web-one", 0, Duration.ofSeconds(20)));
    var config = home.resolve(".ssh/config");
    assertEquals(
        List.of(
            config + ":1: Match is not understood: everything up to the next Host is ignored",
            config + ":9: Include is not understood: the file is not read",
            config
                + ":11: ProxyCommand is not understood: hosts are dialled directly; use ProxyJump"),
        warnings);
  }

  @Test
  void hostIsReachedThroughTwoJumpHosts() throws Exception {
    var by = "127.0.0.1:" + jump.port();
    connect(
        endpoint(
            "127.0.0.1",
            sshd.port(),
            Duration.ofSeconds(20),
            Optional.empty(),
            List.of(by, "127.0.0.1:" + sshd.port()),
            sshd.key()));
  }

  @Test
  void jumpHostOfSshConfigIsUsedAndItsKeyIsChecked() throws Exception {
    OpenSshd.settings(home);
    Files.writeString(
        home.resolve(".ssh/config"),
        """
        Host inner
          HostName 127.0.0.1
          Port %d
          ProxyJump gate
        Host gate
          HostName 127.0.0.1
          Port %d
        """
            .formatted(sshd.port(), jump.port()));
    var endpoint = endpoint("inner", 0, Duration.ofSeconds(20), sshd.key());
    connect(endpoint);
    Files.writeString(home.resolve("known"), sshd.line("ed25519"));
    var message = fails(endpoint);
    assertTrue(message.startsWith("web1 (jump host 127.0.0.1): its host key is unknown"), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gate:99999999999", "gate:0", "gate:65536", "a:b:1"})
  void jumpWithoutValidPortIsReported(String jump) throws Exception {
    var message =
        fails(
            endpoint(
                "127.0.0.1",
                sshd.port(),
                Duration.ofSeconds(20),
                Optional.empty(),
                List.of(jump),
                sshd.key()));
    assertEquals("web1: '" + jump + "' is not a jump host", message);
  }

  @Test
  void missingJumpHostIsReported() throws Exception {
    var message =
        fails(
            endpoint(
                "127.0.0.1",
                OpenSshd.freePort(),
                Duration.ofSeconds(20),
                Optional.empty(),
                List.of("127.0.0.1:" + jump.port()),
                sshd.key()));
    assertTrue(message.contains("cannot be reached from the jump host before it"), message);
  }

  @Test
  void closedPortIsReported() throws Exception {
    int port = OpenSshd.freePort();
    assertEquals(
        "web1: 127.0.0.1:" + port + " refused the connection",
        fails(endpoint("127.0.0.1", port, Duration.ofSeconds(20), sshd.key())));
  }

  @Test
  void unknownNameIsReported() throws Exception {
    assertEquals(
        "web1: no address is known for 'no-such-host.invalid'",
        fails(endpoint("no-such-host.invalid", 22, Duration.ofSeconds(20), sshd.key())));
  }

  @Test
  void silentHostTimesOut() throws Exception {
    try (var silent = SilentHost.start()) {
      assertEquals(
          "web1: 127.0.0.1:%d accepted the connection, but sent nothing within 2 s"
              .formatted(silent.port()),
          fails(endpoint("127.0.0.1", silent.port(), Duration.ofSeconds(2), sshd.key())));
    }
  }
}
