package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** A play restarts its hosts and goes on. */
@NeedsLab(hosts = 2, fresh = true)
class RebootTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/reboot.yml");

  private static String told(LabHosts hosts, String host, String... words) throws Exception {
    var reply = hosts.exec(host, words);
    assertEquals(0, reply.status(), reply.text());
    return reply.text().strip();
  }

  @Test
  void playGoesOnAfterItRestartedItsHosts(LabHosts hosts) throws Exception {
    var before = told(hosts, "host1", "stat", "-c", "%Y", "/proc/1");
    var play = hosts.play(PLAYBOOK);
    assertEquals(0, play.status(), play.text());
    for (var host : hosts.names()) {
      assertEquals("gone", told(hosts, host, "cat", "/root/after"), play.text());
    }
    assertTrue(!before.equals(told(hosts, "host1", "stat", "-c", "%Y", "/proc/1")), play.text());
    var again = hosts.play(PLAYBOOK, "--skip-tags", "reboot", "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
  }

  @Test
  void hostThatDoesNotGoDownFailsTheStep(LabHosts hosts) throws Exception {
    var play = hosts.play(PLAYBOOK, "-e", "reboot_command=true", "-e", "seconds=4");
    assertEquals(1, play.status(), play.text());
    assertTrue(
        play.text().contains("the host did not come back within 4 s: the host has not gone down"),
        play.text());
  }
}
