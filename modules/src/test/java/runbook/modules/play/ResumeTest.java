package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.ProjectJournals;
import runbook.testkit.OpenSshd;

/**
 * Kills runs at the moments when something is written to their journal, and resumes them. Files and
 * the effects of commands are then as if nothing had happened: each command ran once. {@code
 * -Dkills=N} kills more often.
 */
@Timeout(value = 45, unit = TimeUnit.MINUTES)
class ResumeTest {

  private static final int HOSTS = 3;

  private static final String PLAY =
      """
      - hosts: all
        vars: { log: "{{ root }}/log" }
        tasks:
          - file: { path: "{{ root }}/conf", state: directory }
          - name: Write the settings
            copy: { content: "settings", dest: "{{ root }}/conf/settings" }
            notify: Restart
          - name: Choose a word
            shell: echo word >> '{{ log }}'; echo chosen
            register: choice
          - set_fact: { word: "{{ choice.stdout }}" }
          - name: Write the unit
            copy: { content: "unit {{ word }}", dest: "{{ root }}/unit" }
            register: unit
          - name: Reload
            shell: echo reload >> '{{ log }}'
            when: unit.changed
          - barrier: written
          - name: Make a token
            shell: echo token >> '{{ log }}'; echo secret
            run_once: true
            when: host.name != "web1"
            register: token
          - name: Migrate
            shell: echo migrated >> '{{ log }}'
            run_once: true
          - copy: { content: "{{ token.stdout }}", dest: "{{ root }}/token" }
            when: host.name != "web1"
          - name: Note it on the first host
            lineinfile: { path: "{{ root }}/../members", line: "{{ host.name }}", create: true }
            delegate_to: web1
          - rolling: { max_unavailable: 1 }
            name: Roll
            block:
              - name: Stop
                shell: echo stop >> '{{ log }}'
              - copy: { content: "new", dest: "{{ root }}/binary" }
                notify: Announce
              - name: Start
                shell: echo start >> '{{ log }}'
          - file: { path: "{{ root }}/link", src: "{{ root }}/binary", state: link }
          - name: Last command
            shell: echo last >> '{{ log }}'
        handlers:
          - name: Restart
            shell: echo restart >> '{{ log }}'
          - name: Announce
            shell: echo announce >> '{{ log }}'
      - hosts: web2
        tasks:
          - copy: { content: "{{ unit.changed }} {{ word }}", dest: "{{ root }}/second" }
          - shell: echo second >> '{{ root }}/log'
      """;

  @TempDir Path folder;
  private OpenSshd sshd;
  private String site;
  private String hosts;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.fleet(folder, HOSTS);
    var sshdPlay = new SshdPlay(folder);
    for (int number = 1; number <= HOSTS; number++) {
      sshdPlay.host(number, sshd);
    }
    site = Files.writeString(folder.resolve("site.yml"), PLAY).toString();
    hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  /** Returns the files of all hosts; lines of logs in the order of each host. */
  private String state() throws IOException {
    var state = new TreeMap<String, String>();
    for (int number = 1; number <= HOSTS; number++) {
      var root = folder.resolve("web" + number);
      try (var files = Files.walk(root)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var lines = new ArrayList<>(Files.readAllLines(file));
          for (var once : List.of("token", "migrated")) {
            if (lines.remove(once)) {
              state.merge(once, "once", (one, other) -> one + " and " + other);
            }
          }
          state.put(folder.relativize(file).toString(), String.join("\n", lines));
        }
      }
    }
    var members = Files.readAllLines(folder.resolve("members")).stream().sorted();
    state.put("members", members.collect(Collectors.joining(",")));
    return state.entrySet().stream().map(String::valueOf).collect(Collectors.joining("\n"));
  }

  private void reset() throws IOException {
    for (int number = 1; number <= HOSTS; number++) {
      var root = folder.resolve("web" + number);
      try (var files = Files.walk(root)) {
        for (var file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
      Files.createDirectory(root);
    }
    Files.deleteIfExists(folder.resolve("members"));
  }

  private List<Path> journals() throws IOException {
    return new ProjectJournals(folder).all();
  }

  /** Kills the program when its journal has so many lines; returns the journal. */
  private Path killAt(long line, String... arguments) throws Exception {
    var projectJournals = new ProjectJournals(folder);
    var before = projectJournals.latest();
    try (var program = RunbookProcess.start(folder, arguments)) {
      projectJournals.awaitLine(before, line, program::isAlive);
      program.signal("KILL");
      program.exitCode(60);
    }
    for (int number = 1; number <= HOSTS; number++) {
      HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(number));
    }
    return journals().getLast();
  }

  @Test
  void resumedRunEndsAsIfItHadNotBeenKilled() throws Exception {
    var whole = ProgramOutput.of("play", site, "-i", hosts);
    assertEquals(0, whole.status(), whole.out() + whole.err());
    var wanted = state();
    long length = ProjectJournals.lines(journals().getLast());
    var random = new Random(Long.getLong("seed", 1));
    for (int i = 0; i < Integer.getInteger("kills", 4); i++) {
      reset();
      long line = 2 + random.nextLong(length - 2);
      var journal = killAt(line, "play", site, "-i", hosts).toString();
      var told = "killed at line " + line;
      var resumed = ProgramOutput.of("resume", journal);
      assertEquals(0, resumed.status(), () -> told + "\n" + resumed.out() + resumed.err());
      assertEquals(wanted, state(), () -> told + "\n" + resumed.out() + resumed.err());
      var again = ProgramOutput.of("resume", journals().getLast().toString());
      assertTrue(again.out().contains("nothing is left to do"), again.out());
    }
  }

  @Test
  void runThatIsKilledTwiceIsResumed() throws Exception {
    var whole = ProgramOutput.of("play", site, "-i", hosts);
    assertEquals(0, whole.status(), whole.out() + whole.err());
    var wanted = state();
    reset();
    var first = killAt(40, "play", site, "-i", hosts).toString();
    var second = killAt(20, "resume", first).toString();
    var resumed = ProgramOutput.of("resume", second);
    assertEquals(0, resumed.status(), resumed.out() + resumed.err());
    assertEquals(wanted, state(), resumed.out());
  }

  /** The host ends the command, but the program that should hear of it is gone. */
  @Test
  void commandThatEndsAfterTheKillIsNotRunAgainAndItsResultIsThere() throws Exception {
    Files.writeString(
        folder.resolve("site.yml"),
        """
        - hosts: web1
          tasks:
            - shell: echo began >> '{{ root }}/log'; sleep 2; echo result; echo warning >&2
              register: command
            - copy: { content: "{{ command.stdout }} {{ command.stderr }}", dest: "{{ root }}/told" }
        """);
    var root = folder.resolve("web1");
    try (var program = RunbookProcess.start(folder, "play", site, "-i", hosts)) {
      while (Files.notExists(root.resolve("log"))) {
        assertTrue(program.isAlive());
        TimeUnit.MILLISECONDS.sleep(20);
      }
      program.signal("KILL");
      program.exitCode(60);
    }
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
    var resumed = ProgramOutput.of("resume", journals().getLast().toString());
    assertEquals(0, resumed.status(), resumed.out() + resumed.err());
    assertEquals(List.of("began"), Files.readAllLines(root.resolve("log")));
    assertEquals("result warning", Files.readString(root.resolve("told")));
  }

  @Test
  void runThatFailedGoesOnWhereItFailedWhenTheCauseIsMended() throws Exception {
    Files.createDirectories(folder.resolve("web2/unit"));
    var failed = ProgramOutput.of("play", site, "-i", hosts);
    assertEquals(1, failed.status());
    assertTrue(failed.out().contains("goes on where this run stopped"), failed.out());
    Files.delete(folder.resolve("web2/unit"));
    var resumed = ProgramOutput.of("resume", journals().getLast().toString());
    assertEquals(0, resumed.status(), resumed.out() + resumed.err());
    for (int number = 1; number <= HOSTS; number++) {
      var log = new ArrayList<>(Files.readAllLines(folder.resolve("web" + number + "/log")));
      log.removeAll(List.of("token", "migrated", "second"));
      assertEquals(List.of("word", "reload", "stop", "start", "last", "restart", "announce"), log);
    }
  }

  @Test
  void changedPlaybookIsNotResumedButChangedVariablesAreTold() throws Exception {
    var journal = killAt(40, "play", site, "-i", hosts).toString();
    Files.writeString(folder.resolve("hosts.yml"), "# more\n" + Files.readString(Path.of(hosts)));
    Files.writeString(folder.resolve("site.yml"), PLAY.replace("name: Reload", "name: Load"));
    var refused = ProgramOutput.of("resume", journal);
    assertEquals(65, refused.status());
    assertTrue(refused.err().contains("no longer has the tasks of run"), refused.err());
    Files.writeString(folder.resolve("site.yml"), PLAY);
    var resumed = ProgramOutput.of("resume", journal);
    assertEquals(0, resumed.status(), resumed.out() + resumed.err());
    assertTrue(resumed.err().contains("hosts.yml has changed since run"), resumed.err());
  }

  @Test
  void nextPlayTellsOfTheRunThatWasKilled() throws Exception {
    killAt(40, "play", site, "-i", hosts);
    var next = ProgramOutput.of("play", site, "-i", hosts);
    assertEquals(0, next.status(), next.out() + next.err());
    assertTrue(next.err().contains("ended early; 'runbook resume"), next.err());
    var last = ProgramOutput.of("play", site, "-i", hosts).err();
    assertFalse(last.contains("ended early"), last);
  }
}
