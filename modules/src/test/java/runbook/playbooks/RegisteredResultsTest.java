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
import runbook.testkit.PlaybookTrial;

/** Tests of registered results, in check mode and in a run. */
class RegisteredResultsTest {

  private static LocalInventoryHosts localInventoryHosts;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    localInventoryHosts = new LocalInventoryHosts();
  }

  @AfterAll
  static void stop() {
    localInventoryHosts.close();
  }

  @ParameterizedTest
  @CsvSource({
    "'', unknown, changed",
    "changed_when: true, changed, changed",
    "changed_when: false, neither, neither",
    "changed_when: \"result.stdout == 'there'\", unknown, changed",
    "changed_when: \"result.stdout == 'elsewhere'\", unknown, neither"
  })
  void constantChangedWhenIsKnownInCheckMode(String changedWhen, String inCheck, String inRun)
      throws IOException, InterruptedException {
    var playbookTrial = tasks("- {name: say, command: echo there, %s}".formatted(changedWhen));
    assertEquals(inCheck, verdict(playbookTrial.check()));
    assertEquals(inRun, verdict(playbookTrial.play()));
  }

  @Test
  void taskThatDependsOnUnknownResultIsUnknown() throws IOException, InterruptedException {
    var playbookTrial =
        tasks(
            """
            - name: make
              command: {argv: [mkdir, "{{ root }}"], creates: "{{ root }}"}
            - {name: look, stat: {path: "{{ root }}/in"}, register: it}
            - {name: mark, copy: {content: x, dest: "{{ root }}/mark"}, when: "!it.stat.exists"}
            """);
    var predicted = playbookTrial.check();
    assertEquals(List.of(), predicted.failures());
    assertEquals(List.of("etcd1: look", "etcd1: mark"), predicted.unknown());
    assertEquals(List.of("etcd1: make", "etcd1: mark"), playbookTrial.play().changes());
  }

  @Test
  void failedWhenAppliesToModulesWithoutCommandToo() throws IOException, InterruptedException {
    var playbookTrial =
        tasks(
            """
            - name: nothing is there
              stat: {path: "{{ root }}"}
              register: it
              failed_when: "!it.stat.exists"
            """);
    assertEquals(List.of("etcd1: nothing is there"), playbookTrial.check().failures());
    assertEquals(List.of("etcd1: nothing is there"), playbookTrial.play().failures());
  }

  @ParameterizedTest
  @ValueSource(strings = {"'true'", "{cmd: 'true', removes: '{{ root }}/none'}"})
  void constantlyTrueFailedWhenAlwaysFails(String command)
      throws IOException, InterruptedException {
    var playbookTrial = tasks("- {name: never, failed_when: true, command: %s}".formatted(command));
    assertEquals(List.of("etcd1: never"), playbookTrial.check().failures());
    assertEquals(List.of("etcd1: never"), playbookTrial.play().failures());
  }

  @Test
  void registeredResultsAreVisibleInNextPlay() throws IOException, InterruptedException {
    var playbookTrial =
        playbook(
            """
            - hosts: etcd1
              tasks:
                - {command: echo there, register: said, changed_when: false}
            - hosts: etcd1
              tasks:
                - {name: say, file: {path: "{{ root }}/{{ said.stdout }}", state: directory}}
            """);
    assertEquals(List.of("etcd1: say"), playbookTrial.check().unknown());
    assertEquals(List.of("etcd1: say"), playbookTrial.play().changes());
    assertEquals(true, Files.isDirectory(root("there")));
  }

  private static String verdict(PlaybookTrial.TrialResult trialResult) {
    return trialResult.changes().isEmpty()
        ? trialResult.unknown().isEmpty() ? "neither" : "unknown"
        : "changed";
  }

  private Path root(String name) {
    return folder.resolve("root/etcd1").resolve(name);
  }

  private PlaybookTrial tasks(String tasks) throws IOException {
    return playbook("- hosts: etcd1\n  tasks:\n" + tasks.indent(4));
  }

  private PlaybookTrial playbook(String text) throws IOException {
    var playbook = folder.resolve("playbook.yml");
    Files.writeString(playbook, text);
    Files.createDirectories(folder.resolve("root"));
    return localInventoryHosts.here(playbook, folder.resolve("root"));
  }
}
