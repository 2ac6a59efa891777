package runbook.connection.ssh;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Endpoint;
import runbook.connection.Endpoint.HostKeyPolicy;
import runbook.connection.Unreachable;
import runbook.testkit.OpenSshd;

/** Hosts whose keys are signed by an authority that known_hosts names. */
class HostCertificatesTest {

  @TempDir Path folder;

  private Path authority(String name) throws Exception {
    var file = folder.resolve(name);
    OpenSshd.newKey(file, "ed25519", "");
    return file;
  }

  private static String publicKey(Path key) throws Exception {
    return Files.readString(Path.of(key + ".pub"), UTF_8).strip();
  }

  /** Starts a server whose host key is signed with these options of ssh-keygen. */
  private OpenSshd server(Path authority, String type, String... options) throws Exception {
    var key = folder.resolve("host_" + type);
    OpenSshd.newKey(key, type, "");
    var words = new ArrayList<>(List.of("-q", "-s", authority.toString(), "-I", "id"));
    words.addAll(List.of(options));
    words.add(key + ".pub");
    OpenSshd.keygen(words.toArray(String[]::new));
    return OpenSshd.configured(folder, List.of(type), "HostCertificate " + key + "-cert.pub");
  }

  private Path known(String... lines) throws Exception {
    return Files.write(folder.resolve("known"), List.of(lines));
  }

  private void connect(OpenSshd sshd, String address, Path known, HostKeyPolicy policy)
      throws Exception {
    var endpoint = sshd.endpoint(known, policy);
    try (var connector = new HostConnector(OpenSshd.settings(folder.resolve("user")))) {
      connector
          .connect(
              new Endpoint(
                  "web1",
                  endpoint.connectionType(),
                  address,
                  OptionalInt.of(sshd.port()),
                  Optional.empty(),
                  endpoint.keys(),
                  Optional.empty(),
                  Optional.empty(),
                  List.of(),
                  endpoint.hostKeys(),
                  false,
                  Duration.ofMinutes(1)))
          .close();
    }
  }

  private Unreachable refusal(OpenSshd sshd, Path known) {
    return assertThrows(
        Unreachable.class, () -> connect(sshd, "127.0.0.1", known, HostKeyPolicy.ACCEPT_NEW));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void signedKeyNeedsNoLineOfItsOwn(String type) throws Exception {
    var authority = authority("authority");
    try (var sshd = server(authority, type, "-h", "-n", "localhost,web*.example.org")) {
      var known = known("@cert-authority localhost,*.example.org " + publicKey(authority));
      connect(sshd, "localhost", known, HostKeyPolicy.STRICT);
      assertEquals(1, Files.readAllLines(known).size());
    }
  }

  @Test
  void certificateForAnotherNameIsRefused() throws Exception {
    var authority = authority("authority");
    try (var sshd = server(authority, "ed25519", "-h", "-n", "web1.example.org")) {
      var e = refusal(sshd, known("@cert-authority * " + publicKey(authority)));
      assertTrue(
          e.getMessage()
              .startsWith("web1: its host certificate is not valid: invalid principal 127.0.0.1"),
          e.getMessage());
    }
  }

  @Test
  void expiredCertificateIsRefused() throws Exception {
    var authority = authority("authority");
    try (var sshd =
        server(
            authority, "ed25519", "-h", "-n", "127.0.0.1", "-V", "20200101000000:20200102000000")) {
      var e = refusal(sshd, known("@cert-authority * " + publicKey(authority)));
      assertEquals(
          "web1: its host certificate is not valid: it has expired, or is not valid yet",
          e.getMessage());
    }
  }

  @Test
  void certificateOfUserIsRefused() throws Exception {
    var authority = authority("authority");
    try (var sshd = server(authority, "ed25519", "-n", "127.0.0.1")) {
      var e = refusal(sshd, known("@cert-authority * " + publicKey(authority)));
      assertTrue(e.getMessage().contains("its host certificate is not valid"), e.getMessage());
    }
  }

  @Test
  void hostThatShouldHaveCertificateIsNotNewWithAnotherOne() throws Exception {
    var other = authority("other");
    try (var sshd = server(other, "ed25519", "-h", "-n", "127.0.0.1")) {
      var known = known("@cert-authority 127.0.0.* " + publicKey(authority("authority")));
      var e = refusal(sshd, known);
      assertTrue(
          e.getMessage()
              .startsWith("web1: its host key is not signed by the authority of " + known + ":1: "),
          e.getMessage());
      assertEquals(1, Files.readAllLines(known).size());
    }
  }

  @Test
  void keyWithLineOfItsOwnNeedsNoCertificateOfTheAuthority() throws Exception {
    var other = authority("other");
    try (var sshd = server(other, "ed25519", "-h", "-n", "127.0.0.1")) {
      var known =
          known(
              "@cert-authority 127.0.0.* " + publicKey(authority("authority")),
              sshd.line("ed25519").strip());
      connect(sshd, "127.0.0.1", known, HostKeyPolicy.STRICT);
    }
  }

  @Test
  void revokedAuthorityIsRefused() throws Exception {
    var authority = authority("authority");
    try (var sshd = server(authority, "ed25519", "-h", "-n", "127.0.0.1")) {
      var known =
          known("@cert-authority * " + publicKey(authority), "@revoked * " + publicKey(authority));
      assertTrue(
          refusal(sshd, known)
              .getMessage()
              .startsWith(
                  "web1: the authority of its host certificate is revoked by " + known + ":2:"));
    }
  }
}
