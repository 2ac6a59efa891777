package runbook.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Hosts of a lab react to hardware events like real ones. */
@NeedsLab(hosts = 2, fresh = true)
class LabHardwareTest {

  private static final String KNOCK = "exec 3<>/dev/tcp/10.77.0.12/22; head -c 4 <&3";

  private static String outputOf(LabHosts hosts, String host, String command) throws Exception {
    var programTranscript = hosts.exec(host, "sh", "-c", command);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    return programTranscript.text().strip();
  }

  private static String state(LabHosts hosts, int index) throws Exception {
    return hosts.lab().states().get(index).state();
  }

  private static boolean answers(LabHosts hosts) throws Exception {
    return hosts.within("timeout", "2", "bash", "-c", KNOCK).text().equals("SSH-");
  }

  /** Other hosts consider it unreachable and retry after a while. */
  private static void awaitAnswer(LabHosts hosts) throws Exception {
    while (!answers(hosts)) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  @Test
  void onlyDiskSurvivesPowerCut(LabHosts hosts) throws Exception {
    var id = outputOf(hosts, "host2", "cat /etc/machine-id");
    outputOf(hosts, "host2", "echo kept >/root/kept; echo lost >/run/lost; logger -t who before");
    outputOf(hosts, "host2", "journalctl --sync");
    hosts.hardware().kill("host2");
    assertEquals("off", state(hosts, 1));
    assertEquals("running", state(hosts, 0));
    assertNotEquals(0, hosts.exec("host2", "true").status());

    hosts.hardware().boot("host2");
    assertEquals("kept", outputOf(hosts, "host2", "cat /root/kept"));
    assertNotEquals(0, hosts.exec("host2", "test", "-e", "/run/lost").status());
    assertEquals(id, outputOf(hosts, "host2", "cat /etc/machine-id"));
    assertEquals("before", outputOf(hosts, "host2", "journalctl -q -b -1 -o cat -t who"));
    awaitAnswer(hosts);
  }

  @Test
  void disconnectedHostKeepsRunning(LabHosts hosts) throws Exception {
    hosts.hardware().cut("host2", true);
    assertEquals(false, answers(hosts));
    assertEquals("running", state(hosts, 1));
    assertTrue(hosts.lab().states().get(1).cut());
    hosts.hardware().kill("host2");
    hosts.hardware().boot("host2");
    assertEquals(false, answers(hosts), "a reboot does not mend a cable");
    hosts.hardware().cut("host2", false);
    awaitAnswer(hosts);
  }

  @Test
  void rebuiltHostIsNewAndKeepsItsKeyByDefault(LabHosts hosts) throws Exception {
    var id = outputOf(hosts, "host2", "cat /etc/machine-id");
    outputOf(hosts, "host2", "echo gone >/root/gone");
    hosts.hardware().rebuild("host2", false);
    assertNotEquals(0, hosts.exec("host2", "test", "-e", "/root/gone").status());
    assertNotEquals(id, outputOf(hosts, "host2", "cat /etc/machine-id"));
    assertEquals("root\n", hosts.ssh("root", "host2", "id -un").text());

    hosts.hardware().rebuild("host2", true);
    var refused = hosts.ssh("root", "host2", "id -un");
    assertNotEquals(0, refused.status());
    assertTrue(refused.text().contains("HOST IDENTIFICATION HAS CHANGED"), refused.text());
  }

  @Test
  void hostCanRebootAndHaltItself(LabHosts hosts) throws Exception {
    var boot = outputOf(hosts, "host2", "cat /proc/1/stat | cut -d' ' -f22");
    hosts.exec("host2", "systemctl", "reboot", "--force");
    while (!state(hosts, 1).equals("running")
        || outputOf(hosts, "host2", "cat /proc/1/stat | cut -d' ' -f22").equals(boot)) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    hosts.exec("host2", "systemctl", "poweroff", "--force");
    while (!state(hosts, 1).equals("off")) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertTrue(Files.exists(hosts.folder().host("host2").resolve("disk")));
  }

  @Test
  void slowHostAnswersLateButCompletelyEvenAfterBoot(LabHosts hosts) throws Exception {
    var delay = Duration.ofMillis(300);
    hosts.hardware().slow("host2", delay, 0);
    assertEquals("delay 300ms loss 0.0%", hosts.lab().states().get(1).slow());
    assertTrue(roundTrip(hosts, "10.77.0.12").compareTo(delay) >= 0);
    assertTrue(roundTrip(hosts, "10.77.0.11").compareTo(delay) < 0);
    hosts.hardware().kill("host2");
    hosts.hardware().boot("host2");
    assertTrue(roundTrip(hosts, "10.77.0.12").compareTo(delay) >= 0);

    var programTranscript = hosts.ssh("root", "host2", "head -c 3000000 /dev/zero | tr '\\0' x");
    assertEquals("x".repeat(3_000_000), programTranscript.text());

    hosts.hardware().slow("host2", Duration.ZERO, 0);
    assertTrue(roundTrip(hosts, "10.77.0.12").compareTo(delay) < 0);
    assertEquals("", hosts.lab().states().get(1).slow());
  }

  @Test
  void hostThatLosesAllPacketsIsUnreachable(LabHosts hosts) throws Exception {
    hosts.hardware().slow("host2", Duration.ZERO, 100);
    assertEquals(false, answers(hosts));
    hosts.hardware().slow("host2", Duration.ZERO, 0);
    awaitAnswer(hosts);
  }

  /** Returns the shortest of several times to connect. */
  private static Duration roundTrip(LabHosts hosts, String address) throws Exception {
    var programTranscript =
        hosts.within(
            "bash",
            "-c",
            "for i in 1 2 3; do a=${EPOCHREALTIME/./}; exec 3<>/dev/tcp/$0/22;"
                + " b=${EPOCHREALTIME/./}; echo $((b - a)); done | sort -n | head -n 1",
            address);
    return Duration.of(Long.parseLong(programTranscript.text().strip()), ChronoUnit.MICROS);
  }

  @Test
  void unknownHostIsNamed(LabHosts hosts) {
    var failure = assertThrows(LabFailure.class, () -> hosts.hardware().kill("host9"));
    assertEquals("the lab 'test' has no host 'host9'", failure.getMessage());
  }
}
