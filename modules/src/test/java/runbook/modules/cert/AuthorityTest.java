package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AuthorityTest {

  @TempDir Path folder;

  static Order order(String key) {
    return new Order(
        new Subject("C=CN,ST=BeiJing,O=k8s,CN=etcd"),
        Stream.of("DNS:etcd1", "DNS:Etcd1.Example.com", "IP:10.0.0.1", "IP:2001:DB8:0:0::1")
            .map(San::new)
            .toList(),
        Profile.PEER.usages(new KeyType(key)),
        Profile.PEER.ekus(),
        new KeyType(key),
        Duration.ofDays(365));
  }

  static Stream<org.junit.jupiter.params.provider.Arguments> pairs() {
    return Stream.of("rsa-2048", "ec-p256", "ec-p384", "ed25519")
        .flatMap(ca ->
            Stream.of("rsa-2048", "ec-p256", "ec-p384", "ed25519")
                .map(leaf -> org.junit.jupiter.params.provider.Arguments.of(ca, leaf)));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void opensslAndTheJdkFollowTheChain(String ca, String leaf) throws Exception {
    var authority = CaMaker.ensure(Cas.own(folder, ca, Optional.empty()));
    var issued = authority.issue(order(leaf));
    Files.writeString(folder.resolve("leaf.crt"), issued.certificateText());
    Files.writeString(folder.resolve("leaf.key"), issued.keyText());
    var openssl = new Openssl(folder);
    for (var purpose : List.of("sslserver", "sslclient")) {
      openssl.says(
          "verify",
          "-x509_strict",
          "-purpose",
          purpose,
          "-verify_hostname",
          "etcd1.example.com",
          "-CAfile",
          "etcd-ca.crt",
          "leaf.crt");
    }
    openssl.says("verify", "-verify_ip", "2001:db8::1", "-CAfile", "etcd-ca.crt", "leaf.crt");
    assertEquals(
        openssl.says("pkey", "-in", "leaf.key", "-pubout"),
        openssl.says("x509", "-in", "leaf.crt", "-noout", "-pubkey"));
    var trust = new TrustAnchor(authority.trusted().getFirst(), null);
    var parameters = new PKIXParameters(Set.of(trust));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()), parameters);
  }

  @Test
  void theCertificateIsWhatWasOrdered() throws IOException {
    var authority = CaMaker.ensure(Cas.own(folder));
    Files.writeString(
        folder.resolve("leaf.crt"), authority.issue(order("rsa-2048")).certificateText());
    var text = new Openssl(folder).says("x509", "-in", "leaf.crt", "-noout", "-text");
    for (var expected :
        List.of(
            "Version: 3",
            "Issuer: CN = etcd-ca",
            "Subject: C = CN, ST = BeiJing, O = k8s, CN = etcd",
            "CA:FALSE",
            "Digital Signature, Key Encipherment",
            "TLS Web Server Authentication, TLS Web Client Authentication",
            "DNS:etcd1, DNS:etcd1.example.com, IP Address:10.0.0.1, IP"
                + " Address:2001:DB8:0:0:0:0:0:1",
            "X509v3 Subject Key Identifier",
            "X509v3 Authority Key Identifier")) {
      assertTrue(text.contains(expected), () -> "no " + expected + " in\n" + text);
    }
  }

  @Test
  void itIsBackDatedAndEndsNoLaterThanItsAuthority() throws IOException {
    var authority = CaMaker.ensure(Cas.own(folder));
    var year = authority.issue(order("ec-p256")).chain().getFirst();
    assertEquals(
        Duration.ofDays(365),
        Duration.between(year.getNotBefore().toInstant(), year.getNotAfter().toInstant()));
    assertTrue(year.getNotBefore().toInstant().isBefore(Instant.now().minusSeconds(300)));
    var order = order("ec-p256");
    var ages =
        new Order(
            order.subject(),
            order.sans(),
            order.usages(),
            order.ekus(),
            order.key(),
            Duration.ofDays(36500));
    assertEquals(
        authority.end(), authority.issue(ages).chain().getFirst().getNotAfter().toInstant());
  }

  @Test
  void noTwoHaveTheSameNumberOrKey() throws IOException {
    var authority = CaMaker.ensure(Cas.own(folder));
    var one = authority.issue(order("ec-p256")).chain().getFirst();
    var two = authority.issue(order("ec-p256")).chain().getFirst();
    assertTrue(one.getSerialNumber().bitLength() > 64 && one.getSerialNumber().signum() > 0);
    assertTrue(!one.getSerialNumber().equals(two.getSerialNumber()));
    assertTrue(!one.getPublicKey().equals(two.getPublicKey()));
  }

  @Test
  void oneBelowAnotherSendsItselfAlong() throws Exception {
    var openssl = new Openssl(folder);
    openssl.says(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "root.key",
        "-out",
        "root.crt",
        "-subj",
        "/CN=root",
        "-days",
        "30");
    openssl.says(
        "req",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "mid.key",
        "-out",
        "mid.csr",
        "-subj",
        "/CN=mid");
    Files.writeString(folder.resolve("ext"), "basicConstraints=critical,CA:TRUE\n");
    openssl.says(
        "x509",
        "-req",
        "-in",
        "mid.csr",
        "-CA",
        "root.crt",
        "-CAkey",
        "root.key",
        "-out",
        "mid.crt",
        "-days",
        "30",
        "-extfile",
        "ext");
    Files.writeString(
        folder.resolve("both.crt"),
        Files.readString(folder.resolve("mid.crt")) + Files.readString(folder.resolve("root.crt")));
    var ca = Cas.external(folder.resolve("both.crt"), folder.resolve("mid.key"), Optional.empty());
    var issued = Authority.open(ca).issue(Order.client("admin", Duration.ofHours(1)));
    assertEquals(
        List.of("CN=admin", "CN=mid"),
        issued.chain().stream().map(c -> c.getSubjectX500Principal().getName()).toList());
    Files.writeString(folder.resolve("chain.crt"), issued.certificateText());
    openssl.says(
        "verify",
        "-CAfile",
        "root.crt",
        "-untrusted",
        "chain.crt",
        "-purpose",
        "sslclient",
        "chain.crt");
  }
}
