package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.testkit.OpenSshd;

/** Tests that a run does what an earlier one, which was killed, has left to do. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class OwedWorkTest {

  private static final String PLAY =
      """
      - hosts: all
        tasks:
          - name: Write the settings
            copy: { content: "a", dest: "{{ root }}/settings" }
            notify: Restart
          - name: Write the unit
            copy: { content: "b", dest: "{{ root }}/unit" }
            register: unit
          - name: First pause
            shell: "[ ! -e '{{ root }}/pause1' ] || { echo > '{{ root }}/begun'; sleep 2; }"
            changed_when: false
          - name: Reload
            shell: echo reload >> '{{ root }}/log'
            when: unit.changed
          - name: Second pause
            shell: "[ ! -e '{{ root }}/pause2' ] || { echo > '{{ root }}/begun'; sleep 2; }"
            changed_when: false
        handlers:
          - name: Restart
            shell: echo restart >> '{{ root }}/log'
            notify: Announce
          - name: Third pause
            shell: "[ ! -e '{{ root }}/pause3' ] || { echo > '{{ root }}/begun'; sleep 2; }"
            changed_when: false
          - name: Announce
            shell: echo announce >> '{{ root }}/log'
      """
          .replace("notify: Restart", "notify: [Restart, Third pause]");

  private static final Pattern MILLIS = Pattern.compile("(?<= )\\d{13}(?= )");

  @TempDir Path folder;
  private OpenSshd sshd;
  private SshdPlay sshdPlay;
  private String site;
  private String hosts;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.fleet(folder, 1);
    sshdPlay = new SshdPlay(folder).host(1, sshd);
    site = Files.writeString(folder.resolve("site.yml"), PLAY).toString();
    hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private Path file(String name) {
    return sshdPlay.root(1).resolve(name);
  }

  private List<String> log() throws Exception {
    return Files.exists(file("log")) ? Files.readAllLines(file("log")) : List.of();
  }

  private void killIn(String pause) throws Exception {
    Files.createFile(file(pause));
    try (var program = RunbookProcess.start(folder, "play", site, "-i", hosts)) {
      while (!Files.exists(file("begun"))) {
        assertTrue(program.isAlive(), program::output);
        Thread.sleep(20);
      }
      program.signal("KILL");
      assertEquals(137, program.exitCode(60));
    }
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
    Files.delete(file(pause));
    Files.delete(file("begun"));
  }

  private ProgramOutput play(String... more) {
    var words = new java.util.ArrayList<>(List.of("play", site, "-i", hosts));
    words.addAll(List.of(more));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private void assertNothingIsLeft() throws Exception {
    try (var notes = Files.walk(sshd.home().resolve(".local/state/runbook"))) {
      assertEquals(List.of(), notes.filter(Files::isRegularFile).toList());
    }
    var again = play("--check", "--detailed-exitcode");
    assertFalse(again.out().contains("an earlier run"), again.out());
    var before = log();
    play();
    assertEquals(before, log());
  }

  @Test
  void nextRunDoesWhatAKilledRunHasLeft() throws Exception {
    killIn("pause1");
    assertEquals(List.of(), log());
    var check = play("--check");
    assertTrue(check.out().contains("an earlier run changed 'Write the unit' here"), check.out());
    assertEquals(List.of(), log());
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertTrue(
        next.out()
            .contains(
                "an earlier run changed 'Write the settings' here and ended before 'Restart',"
                    + " 'Third pause'; this run does it"),
        next.out());
    assertEquals(List.of("reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  /** With a home folder on the network, the notes of all hosts lie in one folder. */
  @Test
  void manyNotesOfOtherHostsInTheSameHomeHideNothing() throws Exception {
    killIn("pause2");
    var notes = sshd.home().resolve(".local/state/runbook/notes");
    var others = Files.writeString(notes.resolve("0-other"), "changed\n".repeat(700_000));
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "restart", "announce"), log());
    Files.delete(others);
    assertNothingIsLeft();
  }

  @Test
  void whatTheKilledRunHasDoneIsNotDoneAgain() throws Exception {
    killIn("pause2");
    assertEquals(List.of("reload"), log());
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  @Test
  void handlerThatTheKilledRunHasRunIsNotRunAgain() throws Exception {
    killIn("pause3");
    assertEquals(List.of("reload", "restart"), log());
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  @Test
  void newChangeIsFollowedByEverythingAgain() throws Exception {
    killIn("pause2");
    Files.writeString(file("unit"), "other");
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  @Test
  void clockThatWasSetBackHidesNoChange() throws Exception {
    killIn("pause2");
    assertEquals(List.of("reload"), log());
    setNotesAhead();
    Files.writeString(file("unit"), "other");
    killIn("pause1");
    assertEquals(List.of("reload"), log());
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  /** Makes the notes those of a controller whose clock was an hour ahead. */
  private void setNotesAhead() throws Exception {
    try (var notes = Files.walk(sshd.home().resolve(".local/state/runbook"))) {
      for (var file : notes.filter(Files::isRegularFile).toList()) {
        var ahead =
            MILLIS
                .matcher(Files.readString(file))
                .replaceAll(time -> "" + (Long.parseLong(time.group()) + 3_600_000));
        Files.writeString(file, ahead);
      }
    }
  }

  @Test
  void handlersOfAHostThatFailedRunInTheNextRun() throws Exception {
    Files.createDirectory(file("log"));
    assertEquals(1, play().status());
    Files.delete(file("log"));
    var next = play();
    assertEquals(0, next.status(), next.out() + next.err());
    assertEquals(List.of("reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }

  @Test
  void completeRunLeavesNoNotes() throws Exception {
    assertEquals(0, play().status());
    assertEquals(List.of("reload", "restart", "announce"), log());
    assertNothingIsLeft();
  }
}
