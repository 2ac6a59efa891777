package runbook.connection.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.common.NamedResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.connection.Endpoint;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.Unreachable;
import runbook.testkit.OpenSshd;

/** Which algorithms are offered to servers that have few. */
class AlgorithmsTest {

  @TempDir Path folder;

  private Endpoint endpoint(OpenSshd sshd, boolean legacyAlgorithms) {
    var plain = sshd.endpoint(sshd.knownHosts(), HostKeyPolicy.STRICT);
    return new Endpoint(
        plain.host(),
        plain.connectionType(),
        plain.address(),
        plain.port(),
        plain.user(),
        plain.keys(),
        plain.passphrase(),
        plain.password(),
        plain.jumps(),
        plain.hostKeys(),
        legacyAlgorithms,
        plain.connectTimeout());
  }

  private void connect(Endpoint endpoint) throws Exception {
    try (var connector = new HostConnector(OpenSshd.settings(folder.resolve("user")))) {
      connector.connect(endpoint).close();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HostKeyAlgorithms|ssh-rsa|type of host key",
        "KexAlgorithms|diffie-hellman-group14-sha1|key exchange",
        "KexAlgorithms|diffie-hellman-group-exchange-sha1|key exchange",
        "Ciphers|aes256-cbc|cipher",
        "Ciphers|aes128-cbc,3des-cbc|cipher",
        "MACs|hmac-sha1,hmac-sha1-etm@openssh.com|MAC"
      })
  void oldAlgorithmIsUsedOnlyIfTheInventorySaysSo(String setting, String names, String kind)
      throws Exception {
    var ciphers = setting.equals("MACs") ? "Ciphers aes128-ctr" : "# no more";
    try (var sshd = OpenSshd.configured(folder, List.of("rsa"), setting + " " + names, ciphers)) {
      var e = assertThrows(Unreachable.class, () -> connect(endpoint(sshd, false)));
      assertTrue(
          e.getMessage()
              .startsWith(
                  "web1: no %s of 127.0.0.1:%d is accepted here; it offers %s"
                      .formatted(kind, sshd.port(), names.replace(",", ", "))),
          e.getMessage());
      assertEquals(
          "update sshd there, or allow old algorithms for this host with"
              + " `ssh_legacy_algorithms: true` in the inventory",
          e.hint());
      connect(endpoint(sshd, true));
    }
  }

  @Test
  void serverWithUnsupportedAlgorithmsOnlyIsTold() throws Exception {
    try (var sshd =
        OpenSshd.configured(
            folder, List.of("ed25519"), "Ciphers aes128-ctr", "MACs umac-64@openssh.com")) {
      var e = assertThrows(Unreachable.class, () -> connect(endpoint(sshd, true)));
      assertEquals(
          "web1: no MAC of 127.0.0.1:%d is accepted here; it offers umac-64@openssh.com"
              .formatted(sshd.port()),
          e.getMessage());
      assertEquals("enable a current one in the configuration of sshd there", e.hint());
    }
  }

  @Test
  void currentAlgorithmsAreOfferedInOrder() throws Exception {
    var client =
        SshClientFactory.started(OpenSshd.settings(folder), new HostKeyCheck(new KnownHosts()));
    try {
      var exchanges = names(client.getKeyExchangeFactories());
      assertEquals("mlkem768x25519-sha256", exchanges.getFirst());
      assertEquals("sntrup761x25519-sha512@openssh.com", exchanges.getLast());
      assertEquals(
          List.of(
              "chacha20-poly1305@openssh.com",
              "aes128-gcm@openssh.com",
              "aes256-gcm@openssh.com",
              "aes128-ctr",
              "aes192-ctr",
              "aes256-ctr"),
          names(client.getCipherFactories()));
      Stream.of(exchanges, names(client.getMacFactories()), names(client.getSignatureFactories()))
          .flatMap(List::stream)
          .forEach(name -> assertFalse(name.matches(".*sha1.*|ssh-rsa.*|.*md5.*"), name));
    } finally {
      client.stop();
    }
  }

  private static List<String> names(List<? extends NamedResource> algorithms) {
    return algorithms.stream().map(NamedResource::getName).toList();
  }

  @Test
  void keyExchangesOfSshConfigAreOffered() throws Exception {
    try (var sshd =
        OpenSshd.configured(folder, List.of("ed25519"), "KexAlgorithms curve25519-sha256")) {
      var home = folder.resolve("user");
      OpenSshd.settings(home);
      var config = home.resolve(".ssh/config");
      Files.writeString(config, "Host *\n  KexAlgorithms ecdh-sha2-*\n");
      var e = assertThrows(Unreachable.class, () -> connect(endpoint(sshd, false)));
      assertTrue(e.getMessage().contains("no key exchange of 127.0.0.1"), e.getMessage());
      Files.writeString(config, "Host *\n  KexAlgorithms none-of-ours\n");
      e = assertThrows(Unreachable.class, () -> connect(endpoint(sshd, false)));
      assertEquals("web1: KexAlgorithms leaves no key exchange: none-of-ours", e.getMessage());
      Files.writeString(config, "Host *\n  KexAlgorithms ^ecdh-sha2-nistp256\n");
      connect(endpoint(sshd, false));
    }
  }
}
