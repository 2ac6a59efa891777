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

class CaSignerTest {

  @TempDir Path folder;

  static CertSpec order(String key) {
    return new CertSpec(
        new CertSubject("C=CN,ST=BeiJing,O=k8s,CN=etcd"),
        Stream.of("DNS:etcd1", "DNS:Etcd1.Example.com", "IP:10.0.0.1", "IP:2001:DB8:0:0::1")
            .map(SubjectAltName::new)
            .toList(),
        CertProfile.PEER.usages(new KeyType(key)),
        CertProfile.PEER.ekus(),
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
  void opensslAndJdkVerifyChain(String ca, String leaf) throws Exception {
    var caSigner = CaMaker.ensure(CaExamples.own(folder, ca, Optional.empty()));
    var issuedCert = caSigner.issue(order(leaf));
    Files.writeString(folder.resolve("leaf.crt"), issuedCert.certificateText());
    Files.writeString(folder.resolve("leaf.key"), issuedCert.keyText());
    var opensslCommand = new OpensslCommand(folder);
    for (var purpose : List.of("sslserver", "sslclient")) {
      opensslCommand.run(
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
    opensslCommand.run("verify", "-verify_ip", "2001:db8::1", "-CAfile", "etcd-ca.crt", "leaf.crt");
    assertEquals(
        opensslCommand.run("pkey", "-in", "leaf.key", "-pubout"),
        opensslCommand.run("x509", "-in", "leaf.crt", "-noout", "-pubkey"));
    var trust = new TrustAnchor(caSigner.trustedCertificates().getFirst(), null);
    var parameters = new PKIXParameters(Set.of(trust));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(issuedCert.chain()),
            parameters);
  }

  @Test
  void certificateIsAsRequested() throws IOException {
    var caSigner = CaMaker.ensure(CaExamples.own(folder));
    Files.writeString(
        folder.resolve("leaf.crt"), caSigner.issue(order("rsa-2048")).certificateText());
    var text = new OpensslCommand(folder).run("x509", "-in", "leaf.crt", "-noout", "-text");
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
  void certificateIsBackdatedAndEndsNoLaterThanAuthority() throws IOException {
    var caSigner = CaMaker.ensure(CaExamples.own(folder));
    var year = caSigner.issue(order("ec-p256")).chain().getFirst();
    assertEquals(
        Duration.ofDays(365),
        Duration.between(year.getNotBefore().toInstant(), year.getNotAfter().toInstant()));
    assertTrue(year.getNotBefore().toInstant().isBefore(Instant.now().minusSeconds(300)));
    var certSpec = order("ec-p256");
    var ages =
        new CertSpec(
            certSpec.certSubject(),
            certSpec.sans(),
            certSpec.usages(),
            certSpec.ekus(),
            certSpec.key(),
            Duration.ofDays(36500));
    assertEquals(
        caSigner.notAfter(), caSigner.issue(ages).chain().getFirst().getNotAfter().toInstant());
  }

  @Test
  void serialNumbersAndKeysAreUnique() throws IOException {
    var caSigner = CaMaker.ensure(CaExamples.own(folder));
    var one = caSigner.issue(order("ec-p256")).chain().getFirst();
    var two = caSigner.issue(order("ec-p256")).chain().getFirst();
    assertTrue(one.getSerialNumber().bitLength() > 64 && one.getSerialNumber().signum() > 0);
    assertTrue(!one.getSerialNumber().equals(two.getSerialNumber()));
    assertTrue(!one.getPublicKey().equals(two.getPublicKey()));
  }

  @Test
  void intermediateIsIncludedInTheChain() throws Exception {
    var opensslCommand = new OpensslCommand(folder);
    opensslCommand.run(
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
    opensslCommand.run(
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
    opensslCommand.run(
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
    var caSettings =
        CaExamples.external(
            folder.resolve("both.crt"), folder.resolve("mid.key"), Optional.empty());
    var issuedCert = CaSigner.open(caSettings).issue(CertSpec.client("admin", Duration.ofHours(1)));
    assertEquals(
        List.of("CN=admin", "CN=mid"),
        issuedCert.chain().stream().map(c -> c.getSubjectX500Principal().getName()).toList());
    Files.writeString(folder.resolve("chain.crt"), issuedCert.certificateText());
    opensslCommand.run(
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
