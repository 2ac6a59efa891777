package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** A service on a host with real systemd, from its installation to its removal. */
@NeedsLab(hosts = 2, fresh = true)
class SystemdOnRealHostsTest {

  private static final Path SERVICE = Path.of("src/test/resources/lab/service.yml");
  private static final Path RETIRE = Path.of("src/test/resources/lab/retire.yml");

  private static void assertPlays(String recap, LabHosts hosts, Path playbook, String... options)
      throws Exception {
    var programTranscript = hosts.play(playbook, options);
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains(recap), programTranscript.text());
  }

  private static String shown(LabHosts hosts, String property) throws Exception {
    return hosts
        .exec("host1", "systemctl", "show", "nap", "--value", "-p", property)
        .text()
        .strip();
  }

  @Test
  void unitIsWrittenEnabledStartedRestartedAndMasked(LabHosts hosts) throws Exception {
    // Four changes per host: the folder, the unit, its start, and the handler's restart.
    assertPlays("2 hosts: 8 would change", hosts, SERVICE, "--check");
    assertEquals("not-found", shown(hosts, "LoadState"));
    assertPlays("2 hosts: 8 changed", hosts, SERVICE);
    assertEquals("active", shown(hosts, "ActiveState"));
    assertEquals("enabled", shown(hosts, "UnitFileState"));

    var process = shown(hosts, "MainPID");
    assertPlays("2 hosts: 0 changed", hosts, SERVICE);
    assertEquals(process, shown(hosts, "MainPID"), "nothing was restarted");

    assertPlays("2 hosts: 6 changed", hosts, SERVICE, "-e", "nap=2000");
    assertNotEquals(process, shown(hosts, "MainPID"));
    assertTrue(shown(hosts, "ExecStart").contains("sleep 2000"), "systemd has read the new unit");

    hosts.hardware().kill("host1");
    hosts.hardware().boot("host1");
    assertEquals("active", shown(hosts, "ActiveState"), "it starts with the host");

    assertPlays("2 hosts: 2 would change", hosts, RETIRE, "--check");
    assertEquals("active", shown(hosts, "ActiveState"));
    assertPlays("2 hosts: 2 changed", hosts, RETIRE);
    assertEquals("inactive", shown(hosts, "ActiveState"));
    assertEquals("masked", shown(hosts, "UnitFileState"));
    assertPlays("2 hosts: 0 changed", hosts, RETIRE);
  }
}
