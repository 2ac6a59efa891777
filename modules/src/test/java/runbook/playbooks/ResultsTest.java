package runbook.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.testkit.Trial;

/** What tasks make of the results of modules, in check mode and in a run. */
class ResultsTest {

  private static Ground ground;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    ground = new Ground();
  }

  @AfterAll
  static void stop() {
    ground.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', unknown, changed",
    "changed_when: true, changed, changed",
    "changed_when: false, neither, neither",
    "changed_when: \"result.stdout == 'there'\", unknown, changed",
    "changed_when: \"result.stdout == 'elsewhere'\", unknown, neither"
  })
  void checkKnowsOfACommandWhatTheUserSaysForAllCases(
      String changedWhen, String inCheck, String inRun) throws IOException, InterruptedException {
    var trial = tasks("- {name: say, command: echo there, %s}".formatted(changedWhen));
    assertEquals(inCheck, verdict(trial.check()));
    assertEquals(inRun, verdict(trial.play()));
  }

  @Test
  void whatHangsOnAnUnknownResultIsUnknownToo() throws IOException, InterruptedException {
    var trial =
        tasks(
            """
            - name: make
              command: {argv: [mkdir, "{{ root }}"], creates: "{{ root }}"}
            - {name: look, stat: {path: "{{ root }}/in"}, register: it}
            - {name: mark, copy: {content: x, dest: "{{ root }}/mark"}, when: "!it.stat.exists"}
            """);
    var foretold = trial.check();
    assertEquals(List.of(), foretold.failures());
    assertEquals(List.of("etcd1: look", "etcd1: mark"), foretold.unknown());
    assertEquals(List.of("etcd1: make", "etcd1: mark"), trial.play().changes());
  }

  @Test
  void failedWhenJudgesModulesThatRunNothingToo() throws IOException, InterruptedException {
    var trial =
        tasks(
            """
            - name: nothing is there
              stat: {path: "{{ root }}"}
              register: it
              failed_when: "!it.stat.exists"
            """);
    assertEquals(List.of("etcd1: nothing is there"), trial.check().failures());
    assertEquals(List.of("etcd1: nothing is there"), trial.play().failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'true'", "{cmd: 'true', removes: '{{ root }}/none'}"})
  void failedWhenThatIsAlwaysTrueFailsWhateverTheCommandDoes(String command)
      throws IOException, InterruptedException {
    var trial = tasks("- {name: never, failed_when: true, command: %s}".formatted(command));
    assertEquals(List.of("etcd1: never"), trial.check().failures());
    assertEquals(List.of("etcd1: never"), trial.play().failures());
  }

  @Test
  void whatAPlayHasRegisteredTheNextOneKnows() throws IOException, InterruptedException {
    var trial =
        playbook(
            """
            - hosts: etcd1
              tasks:
                - {command: echo there, register: said, changed_when: false}
            - hosts: etcd1
              tasks:
                - {name: say, file: {path: "{{ root }}/{{ said.stdout }}", state: directory}}
            """);
    assertEquals(List.of("etcd1: say"), trial.check().unknown());
    assertEquals(List.of("etcd1: say"), trial.play().changes());
    assertEquals(true, Files.isDirectory(root("there")));
  }

  private static String verdict(Trial.Told told) {
    return told.changes().isEmpty() ? told.unknown().isEmpty() ? "neither" : "unknown" : "changed";
  }

  private Path root(String name) {
    return folder.resolve("root/etcd1").resolve(name);
  }

  private Trial tasks(String tasks) throws IOException {
    return playbook("- hosts: etcd1\n  tasks:\n" + tasks.indent(4));
  }

  private Trial playbook(String text) throws IOException {
    var playbook = folder.resolve("playbook.yml");
    Files.writeString(playbook, text);
    Files.createDirectories(folder.resolve("root"));
    return ground.here(playbook, folder.resolve("root"));
  }
}
