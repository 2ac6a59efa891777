package runbook.modules.etcd.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.grpc.netty.GrpcSslContexts;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import runbook.connection.Connector;
import runbook.connection.Endpoint;
import runbook.connection.ssh.HostConnector;
import runbook.module.Fact;
import runbook.module.param.HostPath;
import runbook.modules.etcd.OpensslCerts;
import runbook.step.HostStateCache;
import runbook.step.ModuleCall;
import runbook.step.ShellTarget;
import runbook.step.StepFailed;
import runbook.step.Target;
import runbook.testkit.OpenSshd;

/** Tests that faults of members are found, however the host is connected. */
@Timeout(120)
class GatheringTest {

  /** Connects to a port of the host. */
  enum By {
    OWN_MACHINE,
    FORWARDED,
    CARRIED
  }

  private static final Target.TargetOptions HOW =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofMinutes(1));

  @TempDir Path folder;
  private OpensslCerts certificates;
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeEach
  void authorities() throws Exception {
    certificates = new OpensslCerts(folder).ca("ca").ca("other");
    certificates.leaf("ca", "client", "DNS:client", 90);
    certificates.leaf("ca", "it", "IP:127.0.0.1,IP:127.0.0.2", 90);
  }

  @AfterEach
  void close() throws Exception {
    for (var each : open.reversed()) {
      each.close();
    }
  }

  private Target host(By by) throws Exception {
    var sshd = by == By.OWN_MACHINE ? Optional.<OpenSshd>empty() : Optional.of(sshd(by));
    Connector connector = new HostConnector(OpenSshd.settings(folder.resolve("user")));
    open.add(connector);
    var endpoint =
        sshd.map(OpenSshd::endpoint)
            .orElseGet(() ->
                Endpoint.at("here", Endpoint.ConnectionType.LOCAL, "", Duration.ofSeconds(20)));
    var target = new ShellTarget(connector.connect(endpoint));
    open.add(target);
    return target;
  }

  private OpenSshd sshd(By by) throws Exception {
    var sshd = OpenSshd.start(folder, "ed25519");
    open.add(sshd);
    if (by == By.CARRIED) {
      var keys = folder.resolve("authorized_keys");
      Files.writeString(keys, "no-port-forwarding " + Files.readString(keys));
    }
    return sshd;
  }

  /** Starts both ports of a member, with this certificate, for clients of that authority. */
  private EtcdVerify member(String certificate, String authority, ClientAuth auth)
      throws Exception {
    var port = OpenSshd.freePort();
    var peer = OpenSshd.freePort();
    var verify = verify(Map.of("m1", "127.0.0.1"), port, peer);
    var tls = Optional.of(security(certificate, authority, auth));
    for (int at : List.of(port, peer)) {
      var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), at);
      open.add(FakeEtcd.start(verify.wanted(), 0, here, tls, new ConcurrentHashMap<>()));
    }
    return verify;
  }

  private SslContext security(String certificate, String authority, ClientAuth auth)
      throws Exception {
    return GrpcSslContexts.forServer(file(certificate + ".crt"), file(certificate + ".key"))
        .trustManager(file(authority + ".crt"))
        .clientAuth(auth)
        .build();
  }

  private File file(String name) {
    return folder.resolve(name).toFile();
  }

  private EtcdVerify verify(Map<String, String> members, int port, int peer) {
    return new EtcdVerify(
        members,
        port,
        peer,
        true,
        Optional.empty(),
        Optional.of(path("ca.crt")),
        Optional.of(path("client.crt")),
        Optional.of(path("client.key")),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        1L << 31,
        Duration.ofDays(30),
        Duration.ofDays(7),
        true,
        Duration.ZERO,
        List.of(),
        Optional.empty());
  }

  private HostPath path(String file) {
    return new HostPath(folder.resolve(file).toString());
  }

  private static Map<String, Object> values(Target host, EtcdVerify verify) throws Exception {
    return new ModuleCall(host, new HostStateCache(host), false, false, HOW).run(verify).values();
  }

  private void fails(By by, EtcdVerify verify, String... with) throws Exception {
    var host = host(by);
    var failed = assertThrows(StepFailed.class, () -> values(host, verify)).failure();
    for (var text : with) {
      assertTrue(failed.hint().contains(text), failed::hint);
    }
  }

  @ParameterizedTest
  @EnumSource
  void healthyMemberPasses(By by) throws Exception {
    var values = values(host(by), member("it", "ca", ClientAuth.REQUIRE));
    assertEquals("warn", values.get("level"), "one member is few: " + values);
    var findings = values.get("findings").toString();
    assertTrue(findings.contains("rejects clients without a certificate"), findings);
    assertTrue(findings.contains("by one member are read by every other"), findings);
    var members = values.get("members").toString();
    for (var port : List.of("our", "client", "peer")) {
      assertTrue(members.contains("port=" + port), members);
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressMissingInCertificateIsFound(By by) throws Exception {
    certificates.leaf("ca", "elsewhere", "IP:10.0.0.99", 90);
    fails(
        by,
        member("elsewhere", "ca", ClientAuth.REQUIRE),
        "No subject alternative names matching IP address 127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource
  void aCertificateOfAnotherAuthorityIsFound(By by) throws Exception {
    certificates.leaf("other", "foreign", "IP:127.0.0.1", 90);
    fails(
        by, member("foreign", "ca", ClientAuth.REQUIRE), "unable to find valid certification path");
  }

  @ParameterizedTest
  @EnumSource
  void expiredCertificateIsFound(By by) throws Exception {
    certificates.leaf("ca", "late", "IP:127.0.0.1", 0);
    fails(
        by,
        member("late", "ca", ClientAuth.REQUIRE),
        "client certificate of m1 has expired",
        "peer certificate of m1 has expired",
        "no answer from m1");
  }

  @ParameterizedTest
  @EnumSource
  void aMemberThatDoesNotAcceptOurCertificateIsFound(By by) throws Exception {
    fails(by, member("it", "other", ClientAuth.REQUIRE), "no answer from m1", "certificate");
  }

  @ParameterizedTest
  @EnumSource
  void portsThatAcceptAnonymousClientsAreFound(By by) throws Exception {
    fails(
        by,
        member("it", "ca", ClientAuth.NONE),
        "client port   accepts clients without a certificate: m1",
        "peer port     accepts clients without a certificate: m1");
  }

  @ParameterizedTest
  @EnumSource
  void closedPortsAreReported(By by) throws Exception {
    var verify = verify(Map.of("m1", "127.0.0.1"), OpenSshd.freePort(), OpenSshd.freePort());
    fails(
        by,
        verify,
        "no answer from m1 at "
            + verify.wanted().places().getFirst().clientUrl()
            + ": connection refused");
  }

  /** With one permanent sshd session each, these would be too many. */
  @ParameterizedTest
  @EnumSource
  void nineMembersAreAsked(By by) throws Exception {
    var members = new TreeMap<String, String>();
    IntStream.rangeClosed(1, 9).forEach(i -> members.put("m" + i, "127.0.0." + i));
    certificates.leaf("ca", "all", "IP:" + String.join(",IP:", members.values()), 90);
    var verify = verify(members, OpenSshd.freePort(), OpenSshd.freePort());
    var tls = Optional.of(security("all", "ca", ClientAuth.REQUIRE));
    for (int i = 0; i < 9; i++) {
      var memberAddress = verify.wanted().places().get(i);
      for (int port : List.of(memberAddress.clientPort(), memberAddress.peerPort())) {
        var here = new InetSocketAddress(memberAddress.address(), port);
        open.add(FakeEtcd.start(verify.wanted(), i, here, tls, new ConcurrentHashMap<>()));
      }
    }
    // All are healthy, but reported, because they are on one machine.
    var host = host(by);
    var failed = assertThrows(StepFailed.class, () -> values(host, verify)).failure();
    assertTrue(failed.hint().startsWith("fail  advertised "), failed.hint());
    assertEquals(1, failed.hint().lines().count(), failed.hint());
  }
}
