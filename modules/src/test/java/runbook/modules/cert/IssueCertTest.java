package runbook.modules.cert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.knowledge.Unknown;
import runbook.module.Difference;
import runbook.modules.LocalModuleRunner;
import runbook.modules.TestShells;
import runbook.step.CallResult;
import runbook.step.StepFailed;
import runbook.testkit.FolderSnapshot;
import runbook.testkit.LocalShell;

class IssueCertTest {

  @TempDir Path folder;
  private Path pki;
  private Path host;
  private IssueCertBuilder server;

  static List<LocalShell> shells() {
    return TestShells.all();
  }

  @BeforeEach
  void aControllerAndAHost() throws IOException {
    pki = folder.resolve("pki");
    host = Files.createDirectory(folder.resolve("host"));
    server = IssueCertBuilder.of(CaExamples.own(pki), host);
  }

  private static CallResult play(IssueCertBuilder issueCertBuilder) throws StepFailed {
    return LocalModuleRunner.run(LocalShell.installed().getFirst()).call(issueCertBuilder.module());
  }

  private static CallResult check(IssueCertBuilder issueCertBuilder) throws StepFailed {
    return LocalModuleRunner.check(LocalShell.installed().getFirst())
        .call(issueCertBuilder.module());
  }

  private static Map<?, ?> certificate(CallResult callResult) {
    var values = new HashMap<>(callResult.values());
    values.remove("before");
    return values;
  }

  private static Object reasons(CallResult callResult) {
    return assertInstanceOf(Map.class, callResult.values().get("before")).get("reasons");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void firstPlayIssuesAndSecondChangesNothing(LocalShell localShell) throws Exception {
    var callResult = LocalModuleRunner.run(localShell).call(server.module());
    assertTrue(callResult.changed());
    assertEquals(List.of("there is no certificate"), reasons(callResult));
    var before = FolderSnapshot.snapshot(folder);
    var again = LocalModuleRunner.run(localShell).call(server.module());
    assertFalse(again.changed(), () -> again.differences().toString());
    assertEquals(certificate(callResult), certificate(again));
    assertEquals(before, FolderSnapshot.snapshot(folder));
    assertEquals("rw-------", access("server.key"));
    assertEquals("rw-r--r--", access("server.crt"));
    assertEquals("rw-r--r--", access("ca.crt"));
    new OpensslCommand(host)
        .run("verify", "-CAfile", "ca.crt", "-purpose", "sslserver", "server.crt");
    try (var files = Files.list(host)) {
      assertEquals(
          List.of("ca.crt", "server.crt", "server.key"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void checkModeReportsNewAuthorityButMakesNone() throws Exception {
    var before = FolderSnapshot.snapshot(folder);
    var predicted = check(server);
    assertEquals(before, FolderSnapshot.snapshot(folder));
    assertTrue(predicted.changed());
    assertEquals(
        List.of(
            new Difference.ValueDifference(
                host + "/server.crt",
                "absent",
                "CN=etcd1 for DNS:etcd1, IP:10.0.0.1 (ec-p256, 365 days)"),
            new Difference.ValueDifference(
                "authority " + pki + "/etcd-ca.crt", "absent", "CN=etcd-ca (ec-p256, 3650 days)"),
            new Difference.ValueDifference(host + "/ca.crt", "absent", "CN=etcd-ca")),
        predicted.differences());
    assertInstanceOf(Unknown.class, certificate(predicted).get("serial"));
    assertEquals(List.of("DNS:etcd1", "IP:10.0.0.1"), certificate(predicted).get("sans"));
    assertEquals(predicted.differences(), play(server).differences());
  }

  @Test
  void resultDescribesTheCertificate() throws Exception {
    var told = certificate(play(server));
    var opensslCommand = new OpensslCommand(host);
    assertEquals(
        opensslCommand.run("x509", "-in", "server.crt", "-noout", "-serial").strip(),
        "serial=" + told.get("serial").toString().toUpperCase(java.util.Locale.ROOT));
    assertEquals(
        opensslCommand
            .run("x509", "-in", "server.crt", "-noout", "-fingerprint", "-sha256")
            .strip()
            .replace(":", ""),
        "sha256 Fingerprint="
            + told.get("fingerprint").toString().toUpperCase(java.util.Locale.ROOT));
    assertEquals(List.of("DNS:etcd1", "IP:10.0.0.1"), told.get("sans"));
    assertEquals("CN=etcd-ca", told.get("issuer"));
  }

  @Test
  void differenceShowsReason() throws Exception {
    var first = certificate(play(server));
    var wider = server.sans("DNS:etcd1", "IP:10.0.0.1", "IP:127.0.0.1");
    var predicted = check(wider);
    var again = play(wider);
    assertEquals(
        List.of(new Difference.ValueDifference(host + "/server.crt", "", "SAN + IP:127.0.0.1")),
        again.differences());
    assertEquals(predicted.differences(), again.differences());
    assertEquals(List.of("SAN + IP:127.0.0.1"), reasons(again));
    assertNotEquals(first.get("serial"), certificate(again).get("serial"));
    assertFalse(play(wider).changed());
  }

  @Test
  void modeAndOwnerChangeKeepsKey() throws Exception {
    play(server);
    var key = Files.readString(host.resolve("server.key"));
    var callResult = play(server.mode(0640));
    assertEquals(
        List.of(new Difference.ValueDifference("mode of " + host + "/server.key", "0600", "0640")),
        callResult.differences());
    assertEquals(key, Files.readString(host.resolve("server.key")));
    assertEquals("rw-r-----", access("server.key"));
    assertFalse(play(server.mode(0640)).changed());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void interruptedExchangeIsRepaired(LocalShell localShell) throws Exception {
    LocalModuleRunner.run(localShell).call(server.module());
    var old = Files.readString(host.resolve("server.crt"));
    var other = server.sans("DNS:other");
    LocalModuleRunner.run(localShell).call(other.module());
    // The key was renamed, but not its certificate.
    Files.move(host.resolve("server.crt"), host.resolve("server.crt.runbook-new"));
    Files.writeString(host.resolve("server.crt"), old);
    var mended = LocalModuleRunner.run(localShell).call(other.module());
    assertEquals(
        List.of(
            "the key does not match the certificate",
            "SAN + DNS:other",
            "SAN - DNS:etcd1",
            "SAN - IP:10.0.0.1"),
        reasons(mended));
    assertFalse(Files.exists(host.resolve("server.crt.runbook-new")));
    assertFalse(LocalModuleRunner.run(localShell).call(other.module()).changed());
  }

  @Test
  void leftoversOfInterruptedExchangeAreRemoved() throws Exception {
    var first = certificate(play(server));
    Files.writeString(host.resolve("server.key.runbook-new"), "half a key");
    var predicted = check(server);
    var callResult = play(server);
    assertEquals(predicted.differences(), callResult.differences());
    assertTrue(callResult.changed());
    assertEquals(first, certificate(callResult));
    assertFalse(Files.exists(host.resolve("server.key.runbook-new")));
  }

  @Test
  void bundleThatTrustsOtherAuthoritiesIsKept() throws Exception {
    play(server);
    var both = Files.readString(host.resolve("ca.crt"));
    CaMaker.ensure(CaExamples.own(folder.resolve("other")));
    both += Files.readString(folder.resolve("other/etcd-ca.crt"));
    Files.writeString(host.resolve("ca.crt"), both);
    assertFalse(play(server).changed());
    assertEquals(both, Files.readString(host.resolve("ca.crt")));
  }

  @Test
  void otherAuthorityReplacesBothFiles() throws Exception {
    play(server);
    var other = server.by(CaExamples.own(folder.resolve("other")));
    CaMaker.ensure(other.caSettings());
    assertEquals(
        List.of(
            new Difference.ValueDifference(host + "/server.crt", "", "issued by another CA"),
            new Difference.ValueDifference(host + "/ca.crt", "", "another CN=etcd-ca")),
        play(other).differences());
    new OpensslCommand(host).run("verify", "-CAfile", "ca.crt", "server.crt");
  }

  @Test
  void otherAuthorityIsRefusedOnRequestAndNoneIsMade() throws Exception {
    play(server);
    var before = Files.readString(host.resolve("server.crt"));
    var other = server.by(CaExamples.own(folder.resolve("other"))).module(OtherCaPolicy.REFUSE);
    for (var localModuleRunner :
        List.of(
            LocalModuleRunner.check(LocalShell.installed().getFirst()),
            LocalModuleRunner.run(LocalShell.installed().getFirst()))) {
      var e = assertThrows(StepFailed.class, () -> localModuleRunner.call(other));
      assertTrue(
          e.getMessage().startsWith(host + "/server.crt was issued by another authority than "),
          e.getMessage());
    }
    assertEquals(before, Files.readString(host.resolve("server.crt")));
    assertFalse(Files.exists(folder.resolve("other")));
    assertFalse(
        LocalModuleRunner.run(LocalShell.installed().getFirst())
            .call(server.module(OtherCaPolicy.REFUSE))
            .changed());
  }

  @Test
  void unusableAuthorityFailsInCheckModeToo() throws Exception {
    play(server);
    Files.delete(pki.resolve("etcd-ca.key"));
    var inCheck = assertThrows(StepFailed.class, () -> check(server));
    var inRun = assertThrows(StepFailed.class, () -> play(server));
    assertTrue(inRun.getMessage().contains("has no key: restore "), inRun.getMessage());
    assertEquals(inRun.getMessage(), inCheck.getMessage());
  }

  @Test
  void missingFolderOnHostFailsBeforeAnythingIsMade() {
    var nowhere = IssueCertBuilder.of(CaExamples.own(pki), host.resolve("deep"));
    for (CertPlay way : List.<CertPlay>of(IssueCertTest::check, IssueCertTest::play)) {
      var e = assertThrows(StepFailed.class, () -> way.play(nowhere));
      assertTrue(e.getMessage().startsWith("there is no directory " + host), e.getMessage());
    }
    assertFalse(Files.exists(pki));
  }

  private interface CertPlay {
    CallResult play(IssueCertBuilder issueCertBuilder) throws StepFailed;
  }

  @Test
  void shortLivedCertificateIsRenewedInLastThird() throws Exception {
    var brief = server.valid(Duration.ofDays(3));
    var first = certificate(play(brief));
    assertEquals(first, certificate(play(brief)));
    assertEquals(List.of("expires in 2 days"), reasons(play(brief.valid(Duration.ofDays(30)))));
  }

  @Test
  void keyIsNeverShown() throws Exception {
    var callResult = play(server);
    var again = play(server.key("rsa-2048"));
    var secret = Files.readString(host.resolve("server.key")).lines().skip(5).findFirst().get();
    for (var told : List.of(callResult.toString(), again.toString())) {
      assertFalse(told.contains("PRIVATE KEY"), told);
      assertFalse(told.contains(secret), told);
    }
  }

  @Test
  void twoRunsAtOnceSucceed() throws Exception {
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> play(server.named("one")));
      var two = threads.submit(() -> play(server.named("two")));
      assertTrue(one.get().changed() && two.get().changed());
    }
    new OpensslCommand(host).run("verify", "-CAfile", "ca.crt", "one.crt", "two.crt");
  }

  private String access(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(host.resolve(name)));
  }
}
