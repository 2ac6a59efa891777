package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.Difference.TextDifference;
import runbook.modules.ProjectJournals;
import runbook.report.TextDiff;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/**
 * Kills plays at the moments when something is written to their journal. The run that goes on with
 * one, or the next play, leaves the hosts as if nothing had happened: files, and how often services
 * were started and commands ran. {@code -Dkills=N} kills N times, spread over the whole play.
 */
@NeedsLab(hosts = 3)
@Timeout(value = 90, unit = TimeUnit.MINUTES)
class KilledPlaysTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/killed.yml");

  private static final String RESET =
      "systemctl disable -q --now worker; rm -rf /srv/worker /etc/systemd/system/worker.service"
          + " /root/.local/state/runbook; systemctl daemon-reload; systemctl reset-failed";

  private static final String STATE =
      "cd /srv/worker || exit; find . -printf '%p %y %m %l\\n' | sort; grep -r . . | sort;"
          + " systemctl is-active worker; systemctl is-enabled worker";

  @TempDir private Path folder;
  private Path playbook;

  @BeforeEach
  void copyPlaybook() throws IOException {
    playbook = Files.copy(PLAYBOOK, folder.resolve("killed.yml"));
  }

  private static String onAll(LabHosts hosts, String command) throws Exception {
    var said = new StringBuilder();
    for (var host : hosts.names()) {
      said.append(host).append(":\n").append(hosts.exec(host, "sh", "-c", command).text());
    }
    return said.toString();
  }

  private List<Path> journals() throws IOException {
    return new ProjectJournals(folder).all();
  }

  /** Kills a play when its journal has this many lines. */
  private void killAt(LabHosts hosts, long line) throws Exception {
    var projectJournals = new ProjectJournals(folder);
    var before = projectJournals.latest();
    var play = hosts.startPlay(playbook);
    projectJournals.awaitLine(before, line, play.process()::isAlive);
    // The process that enters the lab starts the one that plays.
    play.process().descendants().forEach(ProcessHandle::destroyForcibly);
    play.process().destroyForcibly();
    play.end();
    // What the host was doing goes on to its end; nothing else may be left of the play.
    onAll(hosts, "while [ -e /run/.runbook-lease ]; do sleep 0.1; done");
    assertEquals(
        "", onAll(hosts, "ls -d /tmp/.runbook-*").replaceAll("(?m)^(host\\d:|ls: .*)\\R", ""));
  }

  private interface GoOn {
    ProgramTranscript with(LabHosts hosts, Path journal) throws Exception;
  }

  private void killAndGoOn(LabHosts hosts, GoOn goOn) throws Exception {
    onAll(hosts, RESET);
    var whole = hosts.play(playbook);
    assertEquals(0, whole.status(), whole.text());
    var wanted = onAll(hosts, STATE);
    assertTrue(wanted.contains("./log/started:started"), wanted);
    long length = ProjectJournals.lines(journals().getLast());
    var wrong = new ArrayList<String>();
    int kills = Integer.getInteger("kills", 3);
    int offset = new Random(Long.getLong("seed", 1)).nextInt((int) length);
    for (int i = 0; i < kills; i++) {
      onAll(hosts, RESET);
      long line = 2 + (offset + i * length / kills) % (length - 2);
      killAt(hosts, line);
      var after = goOn.with(hosts, journals().getLast());
      var state = onAll(hosts, STATE);
      if (after.status() != 0 || !state.equals(wanted)) {
        wrong.add(
            "killed at line %d of %d\n%s%s"
                .formatted(line, length, after.text(), difference(wanted, state)));
      }
    }
    System.out.printf("%d of %d killed plays ended as wanted%n", kills - wrong.size(), kills);
    assertEquals("", String.join("\n", wrong));
  }

  private static String difference(String wanted, String state) {
    return String.join("\n", TextDiff.lines(new TextDifference("hosts", wanted, state)));
  }

  @Test
  void resumedPlayEndsAsIfItHadNotBeenKilled(LabHosts hosts) throws Exception {
    killAndGoOn(hosts, (on, journal) -> on.runbook("resume", journal.toString()));
  }

  @Test
  void nextPlayEndsAsIfTheFirstHadNotBeenKilled(LabHosts hosts) throws Exception {
    killAndGoOn(hosts, (on, _) -> on.play(playbook));
  }
}
