package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Plays on hosts that lack something; each result is told, and nothing is left there. */
@NeedsLab(hosts = 2)
class DifficultHostsTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/difficult.yml");
  private static final String TEXT = "text=" + "x".repeat(60_000);

  @AfterEach
  void recover(LabHosts hosts) throws Exception {
    hosts.hardware().slow("host1", Duration.ZERO, 0);
    on(hosts, "umount /srv/difficult; rm -rf /srv/difficult");
  }

  private static String on(LabHosts hosts, String command) throws Exception {
    return hosts.exec("host1", "sh", "-c", command).text().strip();
  }

  private static ProgramTranscript play(LabHosts hosts, int status) throws Exception {
    var play = hosts.play(PLAYBOOK, "-e", TEXT);
    assertEquals(status, play.status(), play.text());
    assertEquals("", on(hosts, "ls -d /tmp/.runbook-* /run/.runbook-* 2>/dev/null"), play.text());
    assertEquals("60000", hosts.exec("host2", "cat", "/srv/difficult/size").text().strip());
    return play;
  }

  @Test
  void hostBehindSlowAndLossyLinkIsServed(LabHosts hosts) throws Exception {
    hosts.hardware().slow("host1", Duration.ofMillis(300), 10);
    play(hosts, 0);
    assertEquals("60000", on(hosts, "cat /srv/difficult/size"));
  }

  @Test
  void readOnlyFolderFailsTheStepThatWritesThere(LabHosts hosts) throws Exception {
    on(hosts, "mkdir -p /srv/difficult; mount -t tmpfs -o ro none /srv/difficult");
    var play = play(hosts, 1);
    assertTrue(play.text().contains("FAILED   host1  Write a file"), play.text());
    assertTrue(play.text().contains("the file system there is read-only"), play.text());
    on(hosts, "umount /srv/difficult");
    play(hosts, 0);
  }
}
