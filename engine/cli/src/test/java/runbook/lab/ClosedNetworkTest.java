package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** No packet leaves a lab. */
@NeedsLab(hosts = 2)
class ClosedNetworkTest {

  /** A private address that no host of the lab has. */
  private static final String ELSEWHERE = "10.99.99.99";

  private static final String SEND =
      "for i in 1 2 3; do echo out >/dev/udp/%1$s/9; timeout 1 bash -c 'echo >/dev/tcp/%1$s/22'; done"
          .formatted(ELSEWHERE);

  private final LabHosts hosts;

  ClosedNetworkTest(LabHosts hosts) {
    this.hosts = hosts;
  }

  @Test
  void networkHasNoRouteOutside() throws Exception {
    for (var route :
        List.of(
            hosts.within("ip", "route", "get", ELSEWHERE),
            hosts.exec("host1", "ip", "route", "get", ELSEWHERE))) {
      assertNotEquals(0, route.status());
      assertTrue(route.text().contains("unreachable"), route.text());
    }
    assertEquals("lo eth0", links(hosts.within("ip", "-o", "link")));
    assertEquals("lo eth0", links(hosts.exec("host1", "ip", "-o", "link")));
  }

  private static String links(LabHosts.ProgramTranscript programTranscript) {
    return String.join(
        " ",
        programTranscript
            .text()
            .lines()
            .map(l -> l.replaceAll("^\\d+: (\\w+)[@:].*", "$1"))
            .toList());
  }

  @Test
  void noPacketLeavesTheMachine() throws Exception {
    // Other programs may use the network of this machine: one quiet attempt of many is proof.
    boolean quiet = false;
    for (int i = 0; i < 20 && !quiet; i++) {
      var before = LabLeftovers.sent();
      hosts.within("bash", "-c", SEND);
      hosts.exec("host1", "bash", "-c", SEND);
      quiet = LabLeftovers.sent().equals(before);
    }
    assertTrue(quiet, "something was sent each time");
  }

  @Test
  void packetCountersCount() throws IOException {
    assertTrue(LabLeftovers.sent().values().stream().allMatch(count -> count.matches("\\d+")));
  }

  @Test
  void hostsAreReachableFromInsideOnly() throws Exception {
    var there = hosts.within("bash", "-c", "exec 3<>/dev/tcp/10.77.0.11/22; head -c 4 <&3");
    assertEquals("SSH-", there.text());
    // This queries the machine's routes and sends nothing.
    var route = ProgramRunner.attempt(List.of("ip", "-o", "route", "show", "10.77.0.0/16"));
    assertEquals("", route.out());
  }
}
