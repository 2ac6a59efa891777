package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.LocalModuleRunner;
import runbook.testkit.LocalShell;
import runbook.tutorials.CoversRows;

/** Tests of common layouts of certificates for etcd. */
class CertLayoutsTest {

  @TempDir Path folder;
  private Path host;

  @BeforeEach
  void aHost() throws IOException {
    host = Files.createDirectory(folder.resolve("host"));
  }

  /** Plays tasks twice and checks that the second time changes nothing. */
  private void play(String tasks) throws Exception {
    var modules = YamlTasks.tasks(folder, tasks.replace("HOST", host.toString()));
    for (boolean changes : List.of(true, false)) {
      var localModuleRunner = LocalModuleRunner.run(LocalShell.installed().getFirst());
      for (var module : modules) {
        var callResult = localModuleRunner.call(module);
        assertEquals(changes, callResult.changed(), () -> callResult.differences().toString());
      }
    }
  }

  private ParsedCert leaf(String name) throws IOException {
    return ParsedCert.of(Files.readString(host.resolve(name)));
  }

  private String openssl(String... words) {
    return new OpensslCommand(host).run(words);
  }

  private void verified(String ca, String purpose, String... certificates) {
    for (var certificate : certificates) {
      openssl("verify", "-x509_strict", "-purpose", purpose, "-CAfile", ca, certificate);
    }
  }

  private static Duration life(ParsedCert parsedCert) {
    return Duration.between(parsedCert.notBefore(), parsedCert.notAfter());
  }

  private String access(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(host.resolve(name)));
  }

  private List<String> names() throws IOException {
    try (var files = Files.walk(host)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> host.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  @CoversRows({"S0-12", "S0-13", "S0-14", "S0-15", "S0-16", "S0-18", "S0-20"})
  void oneCertificatePerMemberAndOneForControlPlaneOfSix() throws Exception {
    var masters =
        IntStream.rangeClosed(1, 6)
            .mapToObj(i ->
                "\"DNS:k8s1master%d\", \"DNS:k8s1master%d.kloud.lan\", \"IP:10.101.1.%d\""
                    .formatted(i, i, i < 4 ? 100 + i : 197 + i))
            .collect(Collectors.joining(", "));
    play(
        """
        - issue_cert:
            ca: {dir: pki, name: etcd-ca}
            profile: peer
            subject: CN=k8s1etcd1.kloud.lan
            sans: ["DNS:k8s1etcd1", "DNS:k8s1etcd1.kloud.lan", "IP:10.103.1.101", "DNS:localhost", "IP:127.0.0.1", "IP:::1"]
            cert: HOST/k8s1etcd1.crt
            private_key: HOST/k8s1etcd1.key
            ca_cert: HOST/etcd-ca.crt
        - issue_cert:
            ca: {dir: pki, name: etcd-ca}
            profile: client
            subject: CN=kube-apiserver-etcd-client
            sans: [MASTERS]
            cert: HOST/apiserver-etcd-client.crt
            private_key: HOST/apiserver-etcd-client.key
        """
            .replace("MASTERS", masters));
    verified("etcd-ca.crt", "sslserver", "k8s1etcd1.crt");
    verified("etcd-ca.crt", "sslclient", "k8s1etcd1.crt", "apiserver-etcd-client.crt");
    openssl("verify", "-verify_ip", "127.0.0.1", "-CAfile", "etcd-ca.crt", "k8s1etcd1.crt");
    assertEquals(18, leaf("apiserver-etcd-client.crt").sans().size());
    assertEquals(List.of("clientAuth"), leaf("apiserver-etcd-client.crt").ekus());
    assertTrue(
        Files.readString(host.resolve("k8s1etcd1.key")).startsWith("-----BEGIN PRIVATE KEY"));
    assertEquals(
        List.of(
            "apiserver-etcd-client.crt",
            "apiserver-etcd-client.key",
            "etcd-ca.crt",
            "k8s1etcd1.crt",
            "k8s1etcd1.key"),
        names());
    var ca = new OpensslCommand(folder).run("x509", "-in", "pki/etcd-ca.crt", "-noout", "-text");
    assertTrue(ca.contains("CA:TRUE") && ca.contains("P-256") && ca.contains("Certificate Sign"));
  }

  @Test
  @CoversRows({"S1-06", "S1-07", "S1-08", "S1-09", "S1-10", "S1-15"})
  void layoutOfKubeadm() throws Exception {
    Files.createDirectory(host.resolve("etcd"));
    var task =
        """
        - issue_cert:
            ca: {dir: pki, subject: CN=etcd-ca, key: rsa-2048}
            profile: %s
            subject: CN=%s
            sans: [%s]
            key: rsa-2048
            cert: HOST/%s.crt
            private_key: HOST/%s.key
            ca_cert: HOST/etcd/ca.crt
        """;
    var sans = "\"DNS:e1\", \"DNS:localhost\", \"IP:10.1.1.93\", \"IP:127.0.0.1\", \"IP:::1\"";
    play(
        task.formatted("server", "e1", sans, "etcd/server", "etcd/server")
            + task.formatted("peer", "e1", sans, "etcd/peer", "etcd/peer")
            + task.formatted(
                "client",
                "kube-etcd-healthcheck-client",
                "",
                "etcd/healthcheck-client",
                "etcd/healthcheck-client")
            + task.formatted(
                "client",
                "kube-apiserver-etcd-client",
                "",
                "apiserver-etcd-client",
                "apiserver-etcd-client"));
    assertEquals(
        List.of(
            "apiserver-etcd-client.crt",
            "apiserver-etcd-client.key",
            "etcd/ca.crt",
            "etcd/healthcheck-client.crt",
            "etcd/healthcheck-client.key",
            "etcd/peer.crt",
            "etcd/peer.key",
            "etcd/server.crt",
            "etcd/server.key"),
        names());
    verified("etcd/ca.crt", "sslserver", "etcd/server.crt", "etcd/peer.crt");
    verified(
        "etcd/ca.crt",
        "sslclient",
        "etcd/server.crt",
        "etcd/peer.crt",
        "etcd/healthcheck-client.crt",
        "apiserver-etcd-client.crt");
    assertEquals(
        List.of("DNS:e1", "DNS:localhost", "IP:10.1.1.93", "IP:127.0.0.1", "IP:::1"),
        leaf("etcd/peer.crt").sans());
    for (var name : names()) {
      assertEquals(name.endsWith(".key") ? "rw-------" : "rw-r--r--", access(name), name);
    }
    var serials = new TreeSet<String>();
    for (var name : names()) {
      if (name.endsWith(".crt")) {
        serials.add(leaf(name).serial());
      }
    }
    assertEquals(5, serials.size());
  }

  @Test
  @CoversRows({"S2-06", "S2-07", "S2-08", "S2-10"})
  void profilesOfCfsslWithRsaAuthority() throws Exception {
    var ca = "{dir: pki, subject: CN=etcd, key: rsa-2048, valid: 43800h}";
    play(
        """
        - issue_cert:
            ca: CA
            profile: client
            subject: CN=client
            valid: 43800h
            cert: HOST/client.pem
            private_key: HOST/client-key.pem
            ca_cert: HOST/ca.pem
        - issue_cert:
            ca: CA
            usages: [digitalSignature, keyEncipherment]
            ekus: [serverAuth, clientAuth]
            subject: CN=master01
            sans: ["DNS:master01", "IP:192.168.100.200"]
            key: rsa-2048
            valid: 43800h
            cert: HOST/server.pem
            private_key: HOST/server-key.pem
        - issue_cert:
            ca: CA
            profile: peer
            subject: CN=master01
            sans: ["DNS:master01", "IP:192.168.100.200"]
            valid: 43790h
            cert: HOST/peer.pem
            private_key: HOST/peer-key.pem
        """
            .replace("CA", ca));
    assertEquals("ec-p256", leaf("client.pem").keyType());
    assertEquals(List.of(), leaf("client.pem").sans());
    assertEquals(Duration.ofHours(43790), life(leaf("peer.pem")));
    verified("ca.pem", "sslclient", "client.pem", "server.pem", "peer.pem");
    verified("ca.pem", "sslserver", "server.pem", "peer.pem");
    assertTrue(
        openssl("x509", "-in", "server.pem", "-noout", "-text")
            .contains("Digital Signature, Key Encipherment"));
    assertTrue(
        new OpensslCommand(host)
            .run(2, "verify", "-purpose", "sslserver", "-CAfile", "ca.pem", "client.pem")
            .contains("error"));
    assertFalse(names().contains("ca-key.pem"));
  }

  @Test
  @CoversRows({"S3-03", "S3-04", "S3-06", "S3-07"})
  void separateServerAndPeerCertificatesWithAuthorityOfFifteenYears() throws Exception {
    var task =
        """
        - issue_cert:
            ca: {dir: pki, name: ca, subject: CN=etcd-ca, key: rsa-2048, valid: 15y}
            profile: %s
            subject: CN=node-1
            sans: ["DNS:node-1", "DNS:localhost", "IP:127.0.0.1", "IP:10.1.1.2", "IP:203.0.113.9"]
            key: rsa-2048
            valid: 730d
            cert: HOST/%s.crt
            private_key: HOST/%s.key
            ca_cert: HOST/ca.crt
        """;
    play(task.formatted("server", "server", "server") + task.formatted("peer", "peer", "peer"));
    assertEquals(Duration.ofDays(5475), life(leaf("ca.crt")));
    assertEquals(Duration.ofDays(730), life(leaf("server.crt")));
    assertEquals(Duration.ofDays(730), life(leaf("peer.crt")));
    assertEquals(5, leaf("server.crt").sans().size());
    assertNotEquals(leaf("server.crt").serial(), leaf("peer.crt").serial());
    assertNotEquals(
        leaf("server.crt").own().getSubjectPublicKeyInfo(),
        leaf("peer.crt").own().getSubjectPublicKeyInfo());
    verified("ca.crt", "sslserver", "server.crt", "peer.crt");
  }

  @Test
  @CoversRows({"S4-05", "S4-06", "S4-07", "S4-09"})
  void externalAuthorityWithFullSubject() throws Exception {
    var opensslCommand = new OpensslCommand(folder);
    var subject = "/C=CN/ST=BeiJing/L=BeiJing/O=k8s/OU=opsnull/CN=kubernetes";
    opensslCommand.run("genrsa", "-traditional", "-out", "ca-key.pem", "2048");
    opensslCommand.run(
        "req",
        "-x509",
        "-new",
        "-key",
        "ca-key.pem",
        "-out",
        "ca.pem",
        "-days",
        "3650",
        "-subj",
        subject,
        "-addext",
        "keyUsage=critical,keyCertSign");
    play(
        """
        - issue_cert:
            ca: {cert: ca.pem, private_key: ca-key.pem}
            profile: peer
            subject: C=CN,ST=BeiJing,L=BeiJing,O=k8s,OU=opsnull,CN=etcd
            sans: ["IP:127.0.0.1", "IP:103.172.239.9", "IP:103.172.238.94", "IP:103.172.239.71"]
            key: rsa-2048
            cert: HOST/etcd.pem
            private_key: HOST/etcd-key.pem
            ca_cert: HOST/ca.pem
        """);
    assertEquals(
        "subject=C = CN, ST = BeiJing, L = BeiJing, O = k8s, OU = opsnull, CN = etcd",
        openssl("x509", "-in", "etcd.pem", "-noout", "-subject").strip());
    assertEquals(4, leaf("etcd.pem").sans().size());
    verified("ca.pem", "sslserver", "etcd.pem");
    verified("ca.pem", "sslclient", "etcd.pem");
    assertEquals(
        Arrays.asList("etcd-key.pem", "etcd.pem"),
        names().stream().filter(n -> !n.equals("ca.pem")).toList());
  }
}
