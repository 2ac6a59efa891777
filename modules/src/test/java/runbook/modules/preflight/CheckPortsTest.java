package runbook.modules.preflight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.module.Place;
import runbook.module.PortProbeResult;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.testkit.LocalShell;

class CheckPortsTest {

  private static final Map<String, String> THREE =
      Map.of("etcd1", "10.0.0.1", "etcd2", "10.0.0.2", "etcd3", "10.0.0.3");

  private static CheckPorts check(Map<String, String> hosts, boolean listening) {
    return new CheckPorts(
        hosts, List.of(2379, 2380), "etcd1", listening, 22, Duration.ofSeconds(2));
  }

  private static ProbedHost host() {
    return new ProbedHost(LocalShell.installed().getFirst());
  }

  private static Unobtainable failed(ProbedHost host, boolean listening) {
    return assertThrows(Unobtainable.class, () -> host.by(check(THREE, listening)));
  }

  @Test
  void closedPortMeansReachable() throws Exception {
    var host = host().port("10.0.0.2:2379", PortProbeResult.OPEN);
    assertEquals(Map.of("warnings", List.of()), host.by(check(THREE, false)));
    assertEquals(6, host.triedPorts().size(), "no sshd is probed");
    var failed = failed(host, true);
    assertTrue(
        failed.getMessage().contains("from etcd1 to etcd2 at 10.0.0.2:2380: nothing listens"),
        failed.getMessage());
  }

  @Test
  void silentPortMeansFirewall() {
    var failed = failed(host().port("10.0.0.2:2380", PortProbeResult.SILENT), false);
    assertEquals("from etcd1 to etcd2 at 10.0.0.2:2380: no answer within 2 s", failed.getMessage());
    assertTrue(failed.hint().contains("let TCP 2380 from etcd1 in on etcd2"), failed.hint());
  }

  @Test
  void rejectionByRouterIsQuoted() {
    var failed =
        failed(host().port("10.0.0.2:2380", PortProbeResult.of("No route to host")), false);
    assertEquals(
        "from etcd1 to etcd2 at 10.0.0.2:2380: the connection is blocked: No route to host",
        failed.getMessage());
  }

  private static ProbedHost silent(ProbedHost host, String address) {
    return host.port(address + ":2379", PortProbeResult.SILENT)
        .port(address + ":2380", PortProbeResult.SILENT);
  }

  @Test
  void unreachableMinorityIsNoFailure() throws Exception {
    var host = silent(host(), "10.0.0.3").port("10.0.0.3:22", PortProbeResult.SILENT);
    host.by(check(THREE, false));
    assertEquals(1, host.warnings().size());
    assertTrue(
        host.warnings().getFirst().contains("etcd1 gets no answer from etcd3 at 10.0.0.3"),
        host.warnings().getFirst());
    var failed =
        failed(silent(host, "10.0.0.2").port("10.0.0.2:22", PortProbeResult.SILENT), false);
    assertTrue(failed.hint().contains("etcd2 is down or cut off"), failed.hint());
  }

  @Test
  void silentPortsOfReachableHostMeanFirewall() {
    var failed = failed(silent(host(), "10.0.0.3"), false);
    assertTrue(failed.getMessage().contains("10.0.0.3:2379"), failed.getMessage());
    assertTrue(failed.getMessage().contains("10.0.0.3:2380"), failed.getMessage());
  }

  @Test
  void hostThatCannotTryPortsCausesWarning() throws Exception {
    var unknown =
        new PortProbeResult(PortProbeResult.PortStatus.UNKNOWN, "the host has none of bash, perl");
    var host = host().port("10.0.0.1:2379", unknown);
    host.by(check(THREE, true));
    assertEquals(
        List.of(
            "it is not known whether firewalls let members through: the host has none of bash,"
                + " perl:"
                + " allow sshd to forward to these ports, or install one of those programs"),
        host.warnings());
  }

  @Test
  void listenerMayBeStartedByEarlierStepOnAnotherHost() {
    var question = ((Want.Consult) check(THREE, true).wants().getFirst()).question();
    assertTrue(question.spansHosts());
    assertTrue(question.places().contains(new Place.Port(2380)), question.places().toString());
    var early = ((Want.Consult) check(THREE, false).wants().getFirst()).question();
    assertEquals(List.of(), early.places());
    assertFalse(early.spansHosts(), "a firewall is there before anything is started");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2 10.1.0.2", "etcd2.example.org", "10.0.0.300", "0.0.0.0", ""})
  void addressMustBeOneIpAddress(String address) {
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> check(Map.of("etcd2", address), false));
    assertTrue(wrong.getMessage().contains("the address of etcd2"), wrong.getMessage());
  }

  @Test
  void addressesMustBeUnique() {
    var same = Map.of("etcd1", "10.0.0.1", "etcd2", "10.0.0.1");
    var wrong = assertThrows(IllegalArgumentException.class, () -> check(same, false));
    assertFalse(wrong.getMessage().isEmpty());
    assertTrue(wrong.getMessage().contains("etcd1 and etcd2 have the same address, 10.0.0.1"));
    assertTrue(IpAddress.isHostAddress("fd00::11"));
  }
}
