package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.journal.RecordSchema;
import runbook.testkit.GoldenFile;
import runbook.testkit.OpenSshd;

/**
 * Tests the record of a run: of failures, lost hosts, barriers, rolling blocks and loops, and of
 * the playbooks of this repository that need no lab.
 */
class RunRecordTest {

  private static final Path CASES = Path.of("src/test/resources/golden/console");
  private static final Path HOME = Path.of("..").toAbsolutePath().normalize();

  @TempDir static Path place;
  private static OpenSshd sshd;

  @BeforeAll
  static void start() throws Exception {
    sshd = OpenSshd.fleet(place, 1);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  static List<String> cases() throws IOException {
    try (var files = Files.list(CASES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yml"))
          .sorted()
          .toList();
    }
  }

  private static RecordedProject project() throws IOException {
    return RecordedProject.in(Files.createTempDirectory(place, "project"));
  }

  @Test
  void committedSchemaIsUpToDate() throws IOException {
    GoldenFile.check(RecordedProject.SCHEMA, RecordSchema.text());
  }

  @Test
  void everyEventIsDocumented() throws IOException {
    var text = Files.readString(HOME.resolve("engine/docs/run-record.md"));
    assertEquals(
        List.of(),
        RecordSchema.events().stream().filter(name -> !text.contains("`" + name + "`")).toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void recordMatchesSchemaAndShowsWhatTheRunPrinted(String name) throws Exception {
    var text = Files.readString(CASES.resolve(name));
    var lines = text.lines().toList();
    var options = List.of(lines.get(0).substring("# play".length()).strip().split(" "));
    var project =
        project()
            .hosts(sshd, List.of(lines.get(1).substring("# hosts: ".length()).split(" ")))
            .playbook(text);
    var wanted = options.stream().filter(word -> !word.isEmpty()).toArray(String[]::new);
    assertRecorded(project, project.play(wanted));
  }

  /** Needs the order of lines and their times to be those of the run. */
  private static void assertRecorded(RecordedProject project, ProgramOutput live)
      throws IOException {
    assertEquals(List.of(), RecordedProject.problems(project.runs().getLast()));
    var shown = ProgramOutput.of("show", project.last());
    assertEquals(0, shown.status(), shown.err());
    assertEquals(live.out().replaceAll("'runbook resume .*\\n$", ""), shown.out());
  }

  static Stream<String> playbooks() {
    return Stream.of("lay-out", "log-level", "token", "access").map(name -> name + ".yml");
  }

  @ParameterizedTest
  @MethodSource("playbooks")
  void recordsOfOurPlaybooksMatchTheSchema(String name) throws Exception {
    var folder = Files.createTempDirectory(place, "ours");
    for (var part : List.of("playbooks", "templates", "inventory")) {
      copy(HOME.resolve(part), folder.resolve(part));
    }
    Files.createDirectories(folder.resolve(".runbook"));
    var project = new RecordedProject(folder);
    var words =
        new ArrayList<>(
            List.of(
                "play",
                folder.resolve("playbooks").resolve(name).toString(),
                "-i",
                folder.resolve("inventory/local.yml").toString(),
                "-e",
                "root=" + folder.resolve("root")));
    for (var options : List.of(List.of("--check", "--diff"), List.of("--diff"))) {
      var all = new ArrayList<>(words);
      all.addAll(options);
      assertRecorded(project, ProgramOutput.of(all.toArray(String[]::new)));
    }
    assertEquals(2, project.runs().size());
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (var file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static RecordedProject local(String tasks) throws IOException {
    var project = project();
    return project
        .inventory("all: { hosts: { here: { connection: local } } }\n")
        .playbook(
            "- hosts: all\n  vars: { root: '%s' }\n  tasks:\n".formatted(project.folder())
                + tasks.indent(4));
  }

  private static final String WRITE = "- copy: { content: a, dest: \"{{ root }}/a\" }\n";
  private static final String FAIL = "- command: 'false'\n";

  @Test
  void longOutputIsCutAndTheRecordSaysSo() throws Exception {
    var project =
        local("- { shell: 'seq 20000; echo the end; echo problem >&2', changed_when: true }\n");
    assertEquals(0, project.play().status());
    var shown = ProgramOutput.of("show", project.last(), "--output").out();
    assertTrue(shown.contains("| the end\n  ! problem\n"), shown);
    assertTrue(shown.contains(" bytes before this are not kept"), shown);
    assertFalse(shown.contains("| 1\n"), shown);
  }

  @Test
  void secretsAreNotInTheRecordOfACheckOrAPlay() throws Exception {
    var project =
        local(
            """
            - copy: { content: "the word is {{ word }}", dest: "{{ root }}/kept" }
            - { shell: "echo {{ word }}", changed_when: true }
            - { shell: "cat {{ root }}/kept; exit 3", changed_when: true }
            """);
    for (var option : List.of("--check", "--diff")) {
      project.play(option, "-e", "{ word: !secret open-sesame-4711 }");
      assertFalse(Files.readString(project.runs().getLast()).contains("sesame"));
    }
  }

  @Test
  void checkDoesNotHideThePlayThatCanBeResumed() throws Exception {
    var project = local(WRITE + FAIL);
    assertEquals(1, project.play().status());
    var play = project.runs().getLast();
    for (int i = 0; i < 3; i++) {
      project.play("--check");
    }
    assertEquals(4, project.runs().size());
    assertTrue(project.runs().contains(play));
    assertTrue(project.play("--no-record", "--list-tasks").err().isEmpty());
    var again = project.play();
    assertTrue(again.err().contains("ended early"), again.err());
  }

  @Test
  void onlyTheLastFiftyChecksAreKept() throws Exception {
    var project = local(WRITE);
    assertEquals(0, project.play().status());
    var runs = project.runs().getLast().getParent();
    for (int i = 10; i < 70; i++) {
      Files.writeString(runs.resolve("200001%02d-000000-0000-check.jsonl".formatted(i)), "");
    }
    assertEquals(0, project.play("--check").status());
    assertEquals(51, project.runs().size());
  }

  @Test
  void checkIsNotResumed() throws Exception {
    var project = local(WRITE);
    project.play("--check");
    var resumed = ProgramOutput.of("resume", project.last());
    assertEquals(64, resumed.status());
    assertTrue(resumed.err().contains("is a check"), resumed.err());
  }

  @Test
  void showCanBeLimitedToHostsAndFailures() throws Exception {
    var project =
        local("- copy: { content: a, dest: \"{{ root }}/{{ inventory_hostname }}\" }\n" + FAIL)
            .inventory("all: { hosts: { a: { connection: local }, b: { connection: local } } }\n");
    project.play();
    var one = ProgramOutput.of("show", project.last(), "--host", "a").out();
    assertTrue(one.contains("(a)") && one.contains("1 host:"), one);
    assertFalse(one.contains("  b  "), one);
    var failed = ProgramOutput.of("show", project.last(), "--failed").out();
    assertTrue(failed.contains("FAILED   b"), failed);
    assertFalse(failed.contains("changed  a"), failed);
    assertEquals(64, ProgramOutput.of("show", project.last(), "--host", "c").status());
  }

  @Test
  void diffTellsWhatHasDrifted() throws Exception {
    var project = local(WRITE);
    project.play();
    project.play("--check", "--diff");
    var clean = project.last();
    Files.writeString(project.folder().resolve("a"), "edited by hand\n");
    project.play("--check", "--diff");
    var drifted = project.last();
    assertNotEquals(clean, drifted);
    var diff = ProgramOutput.of("diff", clean, drifted, "--detailed-exitcode");
    assertEquals(2, diff.status(), diff.err());
    assertTrue(diff.out().contains("  - ok\n  + changed\n"), diff.out());
    assertTrue(diff.out().contains("  +   -edited by hand\n"), diff.out());
    var same = ProgramOutput.of("diff", clean, clean, "--detailed-exitcode");
    assertEquals(0, same.status());
    assertTrue(same.out().endsWith("they say the same\n"), same.out());
  }

  @Test
  void recordOfKilledRunIsShownUpToItsEnd() throws Exception {
    var project = local(WRITE + WRITE.replace("/a", "/b"));
    project.play();
    var text = Files.readString(project.runs().getLast());
    int end = text.lastIndexOf("{\"event\": \"step_ended\"");
    var cut = project.folder().resolve("cut.jsonl");
    Files.writeString(cut, text.substring(0, end + 40));
    var shown = ProgramOutput.of("show", cut.toString());
    assertEquals(0, shown.status(), shown.err());
    assertTrue(shown.out().contains("changed  here"), shown.out());
    assertTrue(shown.out().contains("the record of run"), shown.out());
    var damaged = project.folder().resolve("damaged.jsonl");
    Files.writeString(damaged, text.replace("{\"event\": \"play_began\"", "{\"event\": "));
    assertNotEquals(0, ProgramOutput.of("show", damaged.toString()).status());
  }
}
