package runbook.modules.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.testkit.LabHosts;
import runbook.testkit.LabHosts.ProgramTranscript;
import runbook.testkit.NeedsLab;

/** Plays as a user whom the host allows little; each result is told, and nothing is left there. */
@NeedsLab(
    inventory =
        """
        all:
          hosts:
            host1: { address: 10.77.0.11, user: guest }
            host2: { address: 10.77.0.12, user: deploy }
        """)
class DifficultUsersTest {

  private static final Path PLAYBOOK = Path.of("src/test/resources/lab/difficult.yml");
  private static final String TEXT = "text=" + "x".repeat(60_000);
  private static final String LIMITS = "/etc/security/limits.d/guest.conf";
  private static final String SUDOERS = "/etc/sudoers.d/lab";

  /** Prints temporary and half-written files, and processes, that do not go soon. */
  private static final String LEFT =
      """
      for i in 1 2 3 4 5 6 7 8 9 10; do
        left=$(find /tmp /var/tmp /dev/shm /run /home -name '.runbook-*'
          ps -o args= -u guest)
        [ "$left" ] || break
        sleep 0.5
      done
      echo "$left"
      """;

  private static String on(LabHosts hosts, String command) throws Exception {
    return hosts.exec("host1", "sh", "-c", command).text().strip();
  }

  /** The kernel counts the processes of a user number on all hosts of this machine. */
  @BeforeEach
  void prepare(LabHosts hosts) throws Exception {
    on(hosts, "usermod -u 54321 guest; chown -R guest /home/guest");
    for (var host : hosts.names()) {
      hosts.exec(host, "mkdir", "-m", "0777", "/home/difficult");
    }
  }

  @AfterEach
  void recover(LabHosts hosts) throws Exception {
    for (var host : hosts.names()) {
      hosts.exec(host, "rm", "-rf", "/home/difficult");
    }
    on(hosts, "rm -f " + LIMITS);
    on(hosts, "chmod 1777 /tmp /var/tmp /dev/shm; chown guest /home/guest");
    on(hosts, "sed -i /requiretty/d " + SUDOERS);
  }

  private static ProgramTranscript play(LabHosts hosts, int status, String... options)
      throws Exception {
    var words = new ArrayList<>(List.of("-e", TEXT, "-e", "folder=/home/difficult"));
    words.addAll(List.of(options));
    var play = hosts.play(PLAYBOOK, words.toArray(String[]::new));
    assertEquals(status, play.status(), play.text());
    assertEquals("", on(hosts, LEFT), play.text());
    assertEquals("60000", hosts.exec("host2", "cat", "/home/difficult/size").text().strip());
    return play;
  }

  private static void assertSays(ProgramTranscript play, String... wanted) {
    for (var words : wanted) {
      assertTrue(play.text().contains(words), words + " is missing in " + play.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, LOST     host1, the shell did not start: sshd could not start it",
    "3, 1, FAILED   host1, no further process",
    "4, 1, FAILED   host1, no further process",
  })
  void hostThatAllowsTooFewProcessesSaysSo(
      int processes, int status, String outcome, String reason, LabHosts hosts) throws Exception {
    on(hosts, "echo guest hard nproc " + processes + " >" + LIMITS);
    assertSays(play(hosts, status), outcome, reason);
    on(hosts, "rm " + LIMITS);
    play(hosts, 0);
  }

  @Test
  void hostWithoutWritableFolderIsUnreachable(LabHosts hosts) throws Exception {
    on(hosts, "chmod 755 /tmp /var/tmp /dev/shm; chown root /home/guest");
    assertSays(
        play(hosts, 3),
        "LOST     host1",
        "no folder for temporary files is writable",
        "let this user write on the host in one of /tmp, ");
  }

  @Test
  void sudoThatWantsTerminalIsNamed(LabHosts hosts, @TempDir Path folder) throws Exception {
    on(hosts, "echo 'Defaults requiretty' >>" + SUDOERS);
    var root =
        Files.writeString(
            folder.resolve("root.yml"), "all: { hosts: { host1: { become: true } } }");
    assertSays(
        play(hosts, 1, "-i", root.toString()),
        "FAILED   host1",
        "cannot become root by sudo: its sudoers has requiretty",
        "add 'Defaults:USER !requiretty' to the host's sudoers");
  }
}
