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
import runbook.modules.Machine;
import runbook.modules.Shells;
import runbook.step.Account;
import runbook.step.StepFailed;
import runbook.testkit.FileTree;
import runbook.testkit.Sh;

class IssueCertTest {

  @TempDir Path folder;
  private Path pki;
  private Path host;
  private Asked server;

  static List<Sh> shells() {
    return Shells.all();
  }

  @BeforeEach
  void aControllerAndAHost() throws IOException {
    pki = folder.resolve("pki");
    host = Files.createDirectory(folder.resolve("host"));
    server = Asked.of(Cas.own(pki), host);
  }

  private static Account play(Asked asked) throws StepFailed {
    return Machine.run(Sh.installed().getFirst()).call(asked.module());
  }

  private static Account check(Asked asked) throws StepFailed {
    return Machine.check(Sh.installed().getFirst()).call(asked.module());
  }

  private static Map<?, ?> certificate(Account account) {
    var values = new HashMap<>(account.values());
    values.remove("before");
    return values;
  }

  private static Object reasons(Account account) {
    return assertInstanceOf(Map.class, account.values().get("before")).get("reasons");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void aFirstPlayIssuesAndASecondChangesNothing(Sh sh) throws Exception {
    var account = Machine.run(sh).call(server.module());
    assertTrue(account.changed());
    assertEquals(List.of("there is no certificate"), reasons(account));
    var before = FileTree.snapshot(folder);
    var again = Machine.run(sh).call(server.module());
    assertFalse(again.changed(), () -> again.differences().toString());
    assertEquals(certificate(account), certificate(again));
    assertEquals(before, FileTree.snapshot(folder));
    assertEquals("rw-------", access("server.key"));
    assertEquals("rw-r--r--", access("server.crt"));
    assertEquals("rw-r--r--", access("ca.crt"));
    new Openssl(host).says("verify", "-CAfile", "ca.crt", "-purpose", "sslserver", "server.crt");
    try (var files = Files.list(host)) {
      assertEquals(
          List.of("ca.crt", "server.crt", "server.key"),
          files.map(f -> f.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void checkModeMakesNoAuthorityAndSaysThatARunWould() throws Exception {
    var before = FileTree.snapshot(folder);
    var foretold = check(server);
    assertEquals(before, FileTree.snapshot(folder));
    assertTrue(foretold.changed());
    assertEquals(
        List.of(
            new Difference.Value(
                host + "/server.crt",
                "absent",
                "CN=etcd1 for DNS:etcd1, IP:10.0.0.1 (ec-p256, 365 days)"),
            new Difference.Value(
                "authority " + pki + "/etcd-ca.crt", "absent", "CN=etcd-ca (ec-p256, 3650 days)"),
            new Difference.Value(host + "/ca.crt", "absent", "CN=etcd-ca")),
        foretold.differences());
    assertInstanceOf(Unknown.class, certificate(foretold).get("serial"));
    assertEquals(List.of("DNS:etcd1", "IP:10.0.0.1"), certificate(foretold).get("sans"));
    assertEquals(foretold.differences(), play(server).differences());
  }

  @Test
  void theResultTellsTheCertificate() throws Exception {
    var told = certificate(play(server));
    var openssl = new Openssl(host);
    assertEquals(
        openssl.says("x509", "-in", "server.crt", "-noout", "-serial").strip(),
        "serial=" + told.get("serial").toString().toUpperCase(java.util.Locale.ROOT));
    assertEquals(
        openssl
            .says("x509", "-in", "server.crt", "-noout", "-fingerprint", "-sha256")
            .strip()
            .replace(":", ""),
        "sha256 Fingerprint="
            + told.get("fingerprint").toString().toUpperCase(java.util.Locale.ROOT));
    assertEquals(List.of("DNS:etcd1", "IP:10.0.0.1"), told.get("sans"));
    assertEquals("CN=etcd-ca", told.get("issuer"));
  }

  @Test
  void aReasonIsTheDifference() throws Exception {
    var first = certificate(play(server));
    var wider = server.sans("DNS:etcd1", "IP:10.0.0.1", "IP:127.0.0.1");
    var foretold = check(wider);
    var again = play(wider);
    assertEquals(
        List.of(new Difference.Value(host + "/server.crt", "", "SAN + IP:127.0.0.1")),
        again.differences());
    assertEquals(foretold.differences(), again.differences());
    assertEquals(List.of("SAN + IP:127.0.0.1"), reasons(again));
    assertNotEquals(first.get("serial"), certificate(again).get("serial"));
    assertFalse(play(wider).changed());
  }

  @Test
  void modeAndOwnerAreSeenToWithoutANewKey() throws Exception {
    play(server);
    var key = Files.readString(host.resolve("server.key"));
    var account = play(server.mode(0640));
    assertEquals(
        List.of(new Difference.Value("mode of " + host + "/server.key", "0600", "0640")),
        account.differences());
    assertEquals(key, Files.readString(host.resolve("server.key")));
    assertEquals("rw-r-----", access("server.key"));
    assertFalse(play(server.mode(0640)).changed());
  }

  @ParameterizedTest
  @MethodSource("shells")
  void anExchangeThatWasCutShortIsMended(Sh sh) throws Exception {
    Machine.run(sh).call(server.module());
    var old = Files.readString(host.resolve("server.crt"));
    var other = server.sans("DNS:other");
    Machine.run(sh).call(other.module());
    // The key was renamed, its certificate was not.
    Files.move(host.resolve("server.crt"), host.resolve("server.crt.runbook-new"));
    Files.writeString(host.resolve("server.crt"), old);
    var mended = Machine.run(sh).call(other.module());
    assertEquals(
        List.of(
            "the key does not match the certificate",
            "SAN + DNS:other",
            "SAN - DNS:etcd1",
            "SAN - IP:10.0.0.1"),
        reasons(mended));
    assertFalse(Files.exists(host.resolve("server.crt.runbook-new")));
    assertFalse(Machine.run(sh).call(other.module()).changed());
  }

  @Test
  void whatAnExchangeLeftBeforeItChangedAnythingIsRemoved() throws Exception {
    var first = certificate(play(server));
    Files.writeString(host.resolve("server.key.runbook-new"), "half a key");
    var foretold = check(server);
    var account = play(server);
    assertEquals(foretold.differences(), account.differences());
    assertTrue(account.changed());
    assertEquals(first, certificate(account));
    assertFalse(Files.exists(host.resolve("server.key.runbook-new")));
  }

  @Test
  void aFileThatTrustsOthersTooIsKept() throws Exception {
    play(server);
    var both = Files.readString(host.resolve("ca.crt"));
    CaMaker.ensure(Cas.own(folder.resolve("other")));
    both += Files.readString(folder.resolve("other/etcd-ca.crt"));
    Files.writeString(host.resolve("ca.crt"), both);
    assertFalse(play(server).changed());
    assertEquals(both, Files.readString(host.resolve("ca.crt")));
  }

  @Test
  void anotherAuthorityIsAReasonForBothFiles() throws Exception {
    play(server);
    var other = server.by(Cas.own(folder.resolve("other")));
    CaMaker.ensure(other.ca());
    assertEquals(
        List.of(
            new Difference.Value(host + "/server.crt", "", "issued by another CA"),
            new Difference.Value(host + "/ca.crt", "", "another CN=etcd-ca")),
        play(other).differences());
    new Openssl(host).says("verify", "-CAfile", "ca.crt", "server.crt");
  }

  @Test
  void anotherAuthorityIsRefusedWhereThatIsAskedForAndNoneIsMade() throws Exception {
    play(server);
    var before = Files.readString(host.resolve("server.crt"));
    var other = server.by(Cas.own(folder.resolve("other"))).module(OtherCa.REFUSE);
    for (var machine :
        List.of(Machine.check(Sh.installed().getFirst()), Machine.run(Sh.installed().getFirst()))) {
      var e = assertThrows(StepFailed.class, () -> machine.call(other));
      assertTrue(
          e.getMessage().startsWith(host + "/server.crt was issued by another authority than "),
          e.getMessage());
    }
    assertEquals(before, Files.readString(host.resolve("server.crt")));
    assertFalse(Files.exists(folder.resolve("other")));
    assertFalse(
        Machine.run(Sh.installed().getFirst()).call(server.module(OtherCa.REFUSE)).changed());
  }

  @Test
  void anAuthorityOfNoUseFailsInCheckAsInARun() throws Exception {
    play(server);
    Files.delete(pki.resolve("etcd-ca.key"));
    var inCheck = assertThrows(StepFailed.class, () -> check(server));
    var inRun = assertThrows(StepFailed.class, () -> play(server));
    assertTrue(inRun.getMessage().contains("has no key beside it"), inRun.getMessage());
    assertEquals(inRun.getMessage(), inCheck.getMessage());
  }

  @Test
  void withoutAFolderOnTheHostNothingIsMadeAnywhere() {
    var nowhere = Asked.of(Cas.own(pki), host.resolve("deep"));
    for (Play way : List.<Play>of(IssueCertTest::check, IssueCertTest::play)) {
      var e = assertThrows(StepFailed.class, () -> way.play(nowhere));
      assertTrue(e.getMessage().startsWith("there is no directory " + host), e.getMessage());
    }
    assertFalse(Files.exists(pki));
  }

  private interface Play {
    Account play(Asked asked) throws StepFailed;
  }

  @Test
  void aShortLifeIsRenewedInItsLastThird() throws Exception {
    var brief = server.valid(Duration.ofDays(3));
    var first = certificate(play(brief));
    assertEquals(first, certificate(play(brief)));
    assertEquals(List.of("expires in 2 days"), reasons(play(brief.valid(Duration.ofDays(30)))));
  }

  @Test
  void theKeyIsInNoDifferenceAndNoResult() throws Exception {
    var account = play(server);
    var again = play(server.key("rsa-2048"));
    var secret = Files.readString(host.resolve("server.key")).lines().skip(5).findFirst().get();
    for (var told : List.of(account.toString(), again.toString())) {
      assertFalse(told.contains("PRIVATE KEY"), told);
      assertFalse(told.contains(secret), told);
    }
  }

  @Test
  void ofTwoRunsAtOnceBothEndWell() throws Exception {
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      var one = threads.submit(() -> play(server.named("one")));
      var two = threads.submit(() -> play(server.named("two")));
      assertTrue(one.get().changed() && two.get().changed());
    }
    new Openssl(host).says("verify", "-CAfile", "ca.crt", "one.crt", "two.crt");
  }

  private String access(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(host.resolve(name)));
  }
}
