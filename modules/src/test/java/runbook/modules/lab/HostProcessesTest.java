package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/**
 * Counts the processes that a play starts on a host, including those of the login. A small host
 * spends most of a play on starting them.
 */
@NeedsLab(
    inventory =
        """
        etcd:
          vars: { user: root, root: /srv/laid-out }
          hosts:
            etcd1: { address: 10.29.0.11 }
        """)
class HostProcessesTest {

  private static final Path TWELVE_STEPS = Path.of("../playbooks/lay-out.yml");

  private static long lastProcess(LabHosts hosts) throws Exception {
    return Long.parseLong(
        hosts.exec("etcd1", "cat", "/proc/sys/kernel/ns_last_pid").text().strip());
  }

  private static long processes(LabHosts hosts, int changed) throws Exception {
    long before = lastProcess(hosts);
    var transcript = hosts.play(TWELVE_STEPS);
    assertEquals(0, transcript.status(), transcript.text());
    assertTrue(transcript.text().contains("1 host: " + changed + " changed"), transcript.text());
    return lastProcess(hosts) - before;
  }

  @Test
  void playOfTwelveStepsStartsFewProcesses(LabHosts hosts) throws Exception {
    long first = processes(hosts, 11);
    long again = processes(hosts, 0);
    System.out.printf("12 steps: %d processes on the host; %d if nothing changes%n", first, again);
    assertTrue(first <= 95, first + " processes in the first play");
    assertTrue(again <= 28, again + " processes if nothing changes");
  }
}
