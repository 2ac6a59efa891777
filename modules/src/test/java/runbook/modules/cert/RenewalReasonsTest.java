package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.modules.LocalModuleRunner;
import runbook.step.StepFailed;
import runbook.testkit.LocalShell;

/** Tests of the reasons to renew an existing certificate. */
class RenewalReasonsTest {

  @TempDir Path folder;
  private IssueCertBuilder server;

  @BeforeEach
  void aServer() {
    server = IssueCertBuilder.of(CaExamples.own(folder.resolve("pki")), folder);
  }

  private static Arguments row(UnaryOperator<IssueCertBuilder> change, String... reasons) {
    return Arguments.of(change, List.of(reasons));
  }

  static Stream<Arguments> changes() {
    return Stream.of(
        row(a -> a),
        row(a -> a.sans("DNS:etcd1", "IP:10.0.0.1", "IP:127.0.0.1"), "SAN + IP:127.0.0.1"),
        row(a -> a.sans("DNS:etcd1"), "SAN - IP:10.0.0.1"),
        row(a -> a.sans("IP:10.0.0.1", "DNS:ETCD1", "DNS:etcd1")),
        row(
            a -> a.sans("DNS:etcd2", "IP:10.0.0.1", "IP:2001:DB8:0:0::1"),
            "SAN + DNS:etcd2",
            "SAN + IP:2001:db8::1",
            "SAN - DNS:etcd1"),
        row(a -> a.as(CertProfile.CLIENT), "usage - serverAuth"),
        row(a -> a.as(CertProfile.PEER)),
        row(a -> a.forUse("serverAuth"), "usage - clientAuth"),
        row(a -> a.forUse("serverAuth", "clientAuth", "codeSigning"), "usage + codeSigning"),
        row(a -> a.to("CN=etcd1,O=k8s"), "subject CN=etcd1 → CN=etcd1,O=k8s"),
        row(a -> a.to("cn = etcd1")),
        row(a -> a.key("ec-p384"), "key type ec-p256 → ec-p384"),
        row(a -> a.key("rsa-2048"), "usage + keyEncipherment", "key type ec-p256 → rsa-2048"),
        row(a -> a.valid(Duration.ofDays(3650))),
        row(a -> a.renewedBefore(Duration.ofDays(364))),
        row(
            a -> a.valid(Duration.ofDays(730)).renewedBefore(Duration.ofDays(400)),
            "expires in 364 days"));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void changedParameterIsAReason(UnaryOperator<IssueCertBuilder> change, List<String> reasons)
      throws StepFailed {
    play(server);
    assertEquals(reasons, play(change.apply(server)));
    assertEquals(List.of(), play(change.apply(server)), "a second play has none");
  }

  private static final List<Arguments> DAMAGES =
      List.of(
          damage("rm server.crt", "there is no certificate"),
          damage("rm server.key", "there is no private key"),
          damage("rm server.crt; ln -s ca.crt server.crt", "there is no certificate"),
          damage("echo hello > server.crt", "not readable: there is no certificate in it"),
          damage("echo hello > server.key", "not readable: there is no private key in its file"),
          damage(
              "openssl genpkey -algorithm RSA -out server.key",
              "the key does not match the certificate"),
          damage(
              "openssl ec -in server.key -aes128 -passout pass:secret -out server.key",
              "the private key is encrypted"),
          damage(
              "openssl pkey -in server.key -traditional -out k; mv k server.key"), // the same key
          damage("cat ca.crt >> server.crt"),
          damage(
              "openssl req -x509 -key server.key -subj /CN=etcd1 -out server.crt -days 9 -addext"
                  + " subjectAltName=DNS:etcd1,IP:10.0.0.1 -addext extendedKeyUsage=clientAuth",
              "issued by another CA",
              "usage + serverAuth",
              "it is the certificate of an authority",
              "expires in 9 days"));

  private static Arguments damage(String script, String... reasons) {
    return Arguments.of(script, List.of(reasons));
  }

  static Stream<Arguments> damages() {
    return DAMAGES.stream();
  }

  @ParameterizedTest
  @MethodSource("damages")
  void stateOfKeyAndCertificateIsAReason(String script, List<String> reasons) throws Exception {
    play(server);
    new OpensslCommand(folder).run("version");
    var damaged =
        LocalShell.installed().getFirst().run("cd '%s' && { %s; } 2>&1".formatted(folder, script));
    assertEquals(0, damaged.exit(), damaged.text());
    var found = play(server);
    assertEquals(reasons.stream().map(r -> r.replace("9 days", "8 days")).toList(), found);
    assertEquals(List.of(), play(server), "a second play has none");
  }

  /** A certificate as many tutorials make it with openssl: without usages, which Go accepts. */
  @Test
  void foreignCertificateIsReplacedForWhatItLacks() throws Exception {
    CaMaker.ensure(server.caSettings());
    var opensslCommand = new OpensslCommand(folder);
    opensslCommand.run(
        "req",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        "server.key",
        "-out",
        "csr",
        "-subj",
        "/CN=etcd1");
    Files.writeString(folder.resolve("ext"), "subjectAltName=DNS:etcd1,IP:10.0.0.1\n");
    sign(opensslCommand, "730");
    Files.copy(folder.resolve("pki/etcd-ca.crt"), folder.resolve("ca.crt"));
    assertEquals(
        List.of("usage + serverAuth", "usage + clientAuth"), check(server.key("rsa-2048")));
    Files.writeString(
        folder.resolve("ext"),
        "subjectAltName=DNS:etcd1,IP:10.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n");
    sign(opensslCommand, "730");
    assertEquals(List.of(), play(server.key("rsa-2048")), "nothing is issued for its own sake");
    sign(opensslCommand, "5");
    assertEquals(List.of("expires in 4 days"), check(server.key("rsa-2048")));
    sign(opensslCommand, "0");
    assertEquals(List.of("expired 0 minutes ago"), check(server.key("rsa-2048")));
  }

  private void sign(OpensslCommand opensslCommand, String days) {
    opensslCommand.run(
        "x509",
        "-req",
        "-in",
        "csr",
        "-CA",
        "pki/etcd-ca.crt",
        "-CAkey",
        "pki/etcd-ca.key",
        "-out",
        "server.crt",
        "-days",
        days,
        "-extfile",
        "ext");
  }

  @Test
  void certificateThatEndsWithItsAuthorityIsKept() throws Exception {
    var brief =
        new CaSettings(
            server.caSettings().dir(),
            "brief",
            server.caSettings().subject(),
            KeyType.USUAL,
            Duration.ofDays(10),
            server.caSettings().passphrase(),
            server.caSettings().cert(),
            server.caSettings().privateKey());
    assertEquals(List.of("there is no certificate"), play(server.by(brief)));
    assertEquals(List.of(), play(server.by(brief)));
  }

  private static List<?> play(IssueCertBuilder issueCertBuilder) throws StepFailed {
    return reasons(LocalModuleRunner.run(LocalShell.installed().getFirst()), issueCertBuilder);
  }

  private static List<?> check(IssueCertBuilder issueCertBuilder) throws StepFailed {
    return reasons(LocalModuleRunner.check(LocalShell.installed().getFirst()), issueCertBuilder);
  }

  private static List<?> reasons(
      LocalModuleRunner localModuleRunner, IssueCertBuilder issueCertBuilder) throws StepFailed {
    var before = localModuleRunner.call(issueCertBuilder.module()).values().get("before");
    return assertInstanceOf(List.class, assertInstanceOf(Map.class, before).get("reasons"));
  }
}
