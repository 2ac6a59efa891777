package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import runbook.testkit.LabHosts;
import runbook.testkit.NeedsLab;

/** Tests of outages of hosts during a play. */
@NeedsLab(hosts = 2, fresh = true)
class HostOutageTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/wait.yml");

  private static LabHosts.StartedProgram begun(LabHosts hosts) throws Exception {
    var play = hosts.startPlay(PLAYBOOK);
    for (var host : hosts.names()) {
      while (play.process().isAlive()
          && hosts.exec(host, "test", "-e", "/root/begun").status() != 0) {
        TimeUnit.MILLISECONDS.sleep(50);
      }
    }
    assertTrue(play.process().isAlive(), play::text);
    return play;
  }

  private static void release(LabHosts hosts, String host) throws Exception {
    assertEquals(0, hosts.exec(host, "touch", "/root/go").status());
  }

  private static boolean ended(LabHosts hosts, String host) throws Exception {
    return hosts.exec(host, "test", "-e", "/root/ended").status() == 0;
  }

  @Test
  @NeedsLab(hosts = 5, fresh = true)
  void lostHostDoesNotStopOthers(LabHosts hosts) throws Exception {
    var play = begun(hosts);
    hosts.hardware().kill("host2");
    hosts.hardware().cut("host3", true);
    hosts.hardware().rebuild("host4", true);
    hosts.hardware().kill("host5");
    hosts.hardware().boot("host5");
    assertTrue(play.process().isAlive(), play::text);
    release(hosts, "host5");
    release(hosts, "host1");
    release(hosts, "host3");
    var programTranscript = play.end();
    assertEquals(3, programTranscript.status(), programTranscript.text());
    assertTrue(programTranscript.text().contains("4 unreachable"), programTranscript.text());
    assertTrue(ended(hosts, "host1"));
    assertEquals(false, ended(hosts, "host3"));
    assertEquals(false, ended(hosts, "host5"), "it is there again, but what ran on it is not");

    hosts.hardware().boot("host2");
    hosts.hardware().cut("host3", false);
    release(hosts, "host2");
    release(hosts, "host4");
    var refused = hosts.play(PLAYBOOK);
    assertEquals(3, refused.status(), refused.text());
    assertTrue(refused.text().contains("its host key has changed"), refused.text());
    assertTrue(ended(hosts, "host2"), "it goes on from what it has on its disk");
    assertTrue(ended(hosts, "host3"));
    assertTrue(ended(hosts, "host5"));
    assertEquals(false, ended(hosts, "host4"));

    hosts.upAgain();
    var again = hosts.play(PLAYBOOK);
    assertEquals(0, again.status(), again.text());
    assertTrue(ended(hosts, "host4"));
  }

  @Test
  void brieflyDisconnectedOrSlowHostIsNotLost(LabHosts hosts) throws Exception {
    var play = begun(hosts);
    hosts.hardware().cut("host1", true);
    hosts.hardware().slow("host2", Duration.ofMillis(80), 5);
    release(hosts, "host1");
    release(hosts, "host2");
    hosts.hardware().cut("host1", false);
    var programTranscript = play.end();
    assertEquals(0, programTranscript.status(), programTranscript.text());
    assertTrue(ended(hosts, "host1"));
    assertTrue(ended(hosts, "host2"));
    var again = hosts.play(PLAYBOOK, "--detailed-exitcode");
    assertEquals(0, again.status(), again.text());
  }

  @Test
  void playGoesOnWhenSshdRestarts(LabHosts hosts) throws Exception {
    var play = begun(hosts);
    for (var host : hosts.names()) {
      assertEquals(0, hosts.exec(host, "systemctl", "restart", "ssh").status());
      release(hosts, host);
    }
    var programTranscript = play.end();
    assertEquals(0, programTranscript.status(), programTranscript.text());
    for (var host : hosts.names()) {
      assertTrue(ended(hosts, host), host);
    }
  }

  /** Sends a signal to the sshd of each login, but not to the one that listens. */
  private static void signal(LabHosts hosts, String host, String signal) throws Exception {
    var script =
        """
        for p in $(pgrep -x sshd); do
          [ "$(ps -o ppid= -p "$p" | tr -d ' ')" = 1 ] || kill -s "$0" "$p"
        done
        """;
    assertEquals(0, hosts.exec(host, "sh", "-c", script, signal).status());
  }

  @Test
  void hostWhoseSshdStandsStillIsLost(LabHosts hosts) throws Exception {
    var play = begun(hosts);
    signal(hosts, "host1", "STOP");
    release(hosts, "host2");
    var programTranscript = play.end();
    assertEquals(3, programTranscript.status(), programTranscript.text());
    assertTrue(
        programTranscript
            .text()
            .contains("LOST     host1  lost the connection in the middle of a request: it sent"),
        programTranscript.text());
    assertTrue(ended(hosts, "host2"));
    signal(hosts, "host1", "CONT");
    release(hosts, "host1");
    awaitNothing(hosts, "host1", "ls -d /tmp/.runbook-* /run/.runbook-* 2>/dev/null");
    var again = hosts.play(PLAYBOOK);
    assertEquals(0, again.status(), again.text());
    assertTrue(ended(hosts, "host1"));
  }

  private static void awaitNothing(LabHosts hosts, String host, String script) throws Exception {
    while (!hosts.exec(host, "sh", "-c", script).text().isBlank()) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
