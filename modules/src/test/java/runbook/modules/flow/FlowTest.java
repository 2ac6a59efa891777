package runbook.modules.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.schema.ModuleRegistry;
import runbook.testkit.LocalShell;
import runbook.testkit.PlaybookTrial;

/**
 * Tests of modules that check, print, set variables and wait, in plays on two hosts that are both
 * this machine.
 */
@Timeout(60)
class FlowTest {

  private static final String HOSTS =
      """
      all:
        vars: {port: 2379}
        hosts:
          h1: {connection: local, role: first}
          h2: {connection: local, role: second}
      """;

  @TempDir private Path folder;

  @Test
  void conditionsThatHoldAreOk() throws Exception {
    var trialResult =
        play(
            """
            - assert:
                that:
                  - port == 2379
                  - role in ['first', 'second']
                success_msg: all is well on {{ inventory_hostname }}
            """);
    assertEquals(List.of(), trialResult.failures());
    assertEquals(List.of("h1: all is well on h1", "h2: all is well on h2"), printed(trialResult));
  }

  @Test
  void aConditionThatDoesNotHoldFailsInCheckModeToo() throws Exception {
    var tasks =
        """
        - assert: {that: role == 'first', fail_msg: "{{ role }} is not the first"}
        """;
    for (var trialResult : List.of(check(tasks), play(tasks))) {
      assertEquals(
          List.of("h2: second is not the first (not true: role == 'first')"),
          messages(trialResult));
    }
  }

  @Test
  void invalidConditionIsReportedWithPositionBeforeRun() {
    assertEquals(
        List.of(
            "site.yml:5:18: error: unexpected '='",
            "site.yml:6:13: error: variable 'ports' is not defined",
            "site.yml:7:22: error: a condition must be true or false, this is a number",
            "site.yml:8:27: error: unexpected 'is'",
            "site.yml:9:20: error: variable 'part' is not defined",
            "site.yml:10:7: error: give either 'port' or 'path'"),
        errors(
            """
            - assert:
                that:
                  - port = 2379
                  - ports > 1
            - assert: {that: "port"}
            - assert: {that: role is defined}
            - debug: {var: part.name}
            - wait_for: {search_regex: "("}
            """));
  }

  @Test
  void invalidVariableNamesAreReportedBeforeRun() {
    assertEquals(
        List.of(
            "site.yml:3:18: error: 'host' is a variable that runbook sets",
            "site.yml:3:27: error: 'my-port' cannot be the name of a variable: use letters,"
                + " digits and '_'",
            "site.yml:4:17: error: 'set_fact' takes a map of parameters, but this is the text"
                + " 'port=1'"),
        errors(
            """
            - set_fact: {host: 1, my-port: 2}
            - set_fact: port=1
            """));
  }

  private List<String> errors(String tasks) {
    var refused = assertThrows(AssertionError.class, () -> play(tasks));
    return refused
        .getMessage()
        .replace(folder + "/", "")
        .lines()
        .filter(line -> line.contains("error:"))
        .toList();
  }

  @Test
  void conditionOnSkippedResultIsUnknownInCheckMode() throws Exception {
    var tasks =
        """
        - {command: echo three, register: it}
        - assert: {that: it.stdout == 'three'}
        """;
    assertEquals(4, check(tasks).unknown().size());
    assertEquals(List.of(), play(tasks).failures());
  }

  @Test
  void failFailsIfConditionIsTrue() throws Exception {
    var trialResult =
        play(
            """
            - fail: {msg: "no {{ role }} here"}
              when: role == 'second'
            """);
    assertEquals(List.of("h2: no second here ()"), messages(trialResult));
  }

  @Test
  void debugShowsTextsAndVariablesInReadableForm() throws Exception {
    var trialResult =
        play(
            """
            - debug: {msg: "port {{ port }}"}
              when: role == 'first'
            - debug: {var: parts}
              when: role == 'second'
              vars: {parts: {names: [a, b], empty: [], deep: {port: 1}}}
            """);
    assertEquals(
        List.of(
            "h1: port 2379",
            "h2: parts:\n  names:\n    - a\n    - b\n  empty: []\n  deep:\n    port: 1"),
        printed(trialResult));
  }

  @Test
  void debugSkipsUnknownValuesInCheckMode() throws Exception {
    var trialResult =
        check(
            """
            - {command: echo three, register: it}
            - debug: {var: it.stdout}
            """);
    assertEquals(
        List.of("h1: command echo three", "h2: command echo three"), trialResult.unknown());
  }

  @Test
  void setVariablesAreVisibleInLaterTasksAndKeepTypes() throws Exception {
    var trialResult =
        play(
            """
            - debug: {msg: "{{ port }}"}
            - set_fact: {port: 1, numbers: [1, 2], name: "{{ role }}!"}
            - assert:
                that:
                  - port + 1 == 2
                  - size(numbers) == 2 && numbers[1] == 2
                  - name == role + '!'
            - set_fact: {port: 2}
              when: role == 'second'
            - debug: {msg: "{{ port }}"}
            """);
    assertEquals(List.of(), trialResult.failures());
    assertEquals(List.of("h1: 1", "h1: 2379", "h2: 2", "h2: 2379"), printed(trialResult));
  }

  @Test
  void variableSetToUnknownIsUnknownInCheckMode() throws Exception {
    var tasks =
        """
        - {command: echo three, register: it}
        - set_fact: {known: 1, unknown: "{{ it.stdout }}"}
        - {assert: {that: known == 1}, name: known}
        - {assert: {that: unknown == 'three'}, name: unknown}
        """;
    var trialResult = check(tasks);
    assertEquals(
        List.of("h1: command echo three", "h1: unknown", "h2: command echo three", "h2: unknown"),
        trialResult.unknown());
    assertEquals(List.of(), play(tasks).failures());
  }

  @Test
  void variableSetForAllHostsIsVisibleOnAll() throws Exception {
    var trialResult =
        play(
            """
            - set_fact: {chosen: "{{ inventory_hostname }}"}
              run_once: true
            - assert: {that: chosen == 'h1'}
            """);
    assertEquals(List.of(), trialResult.failures());
  }

  @Test
  void waitsForPath() throws Exception {
    var lock = folder.resolve("there");
    var trialResult =
        play(
            """
            - wait_for: {path: "%1$s", timeout: 30}
              when: role == 'second'
            - command: touch %1$s
              when: role == 'first'
            """
                .formatted(lock));
    assertEquals(List.of(), trialResult.failures());
  }

  @Test
  void waitsForTextAndReportsItMissingAfterTimeout() throws Exception {
    Files.writeString(folder.resolve("log"), "starting\nready to serve\n");
    var trialResult =
        play(
            """
            - wait_for: {path: %1$s/log, search_regex: "^ready"}
            - wait_for: {path: %1$s/log, search_regex: gone, timeout: 1, sleep: 1, msg: it still runs}
              when: role == 'first'
            """
                .formatted(folder));
    assertEquals(
        List.of("h1: it still runs, after 1 s ('gone' is not in %s/log)".formatted(folder)),
        messages(trialResult));
  }

  @Test
  void waitsForPortAndEndOfItsConnections() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var trialResult =
          play(
              """
              - wait_for: {port: %1$d}
              - wait_for: {port: 1, state: stopped}
              - wait_for: {port: %1$d, state: stopped, timeout: 1, sleep: 1}
                when: role == 'first'
              """
                  .formatted(server.getLocalPort()));
      assertEquals(
          List.of(
              "h1: port %d of 127.0.0.1 still answers, after 1 s ()"
                  .formatted(server.getLocalPort())),
          messages(trialResult));
    }
    assertEquals(List.of(), play("- wait_for: {port: 1, state: drained}\n").failures());
  }

  @Test
  void checkModeReportsAwaitedState() throws Exception {
    var trialResult = check("- wait_for: {path: %s/there}\n".formatted(folder));
    assertEquals(2, trialResult.unknown().size());
    var made =
        check(
            """
            - file: {path: %1$s/there, state: directory}
            - wait_for: {path: %1$s/there}
            """
                .formatted(folder));
    assertEquals(List.of(), made.unknown());
  }

  private PlaybookTrial.TrialResult play(String tasks) throws IOException, InterruptedException {
    return trial(tasks).play();
  }

  private PlaybookTrial.TrialResult check(String tasks) throws IOException, InterruptedException {
    return trial(tasks).check();
  }

  private PlaybookTrial trial(String tasks) throws IOException {
    var text = "- hosts: all\n  tasks:\n" + tasks.indent(4);
    var playbook = Files.writeString(folder.resolve("site.yml"), text);
    var moduleRegistry = ModuleRegistry.load(List.of());
    return new PlaybookTrial(
        moduleRegistry,
        playbook,
        HOSTS,
        _ -> LocalShell.installed().getFirst().target(),
        List.of());
  }

  private static List<String> printed(PlaybookTrial.TrialResult trialResult) {
    return trialResult.events().stream()
        .flatMap(e ->
            e instanceof Event.StepMessage(String host, var _, String text)
                ? Stream.of(host + ": " + text)
                : Stream.empty())
        .sorted()
        .toList();
  }

  private static List<String> messages(PlaybookTrial.TrialResult trialResult) {
    return trialResult.events().stream()
        .flatMap(e ->
            e
                    instanceof
                    Event.StepEnded(String host, var _, StepOutcome.Failed(var failure, _), var _)
                ? Stream.of("%s: %s (%s)".formatted(host, failure.message(), failure.hint()))
                : Stream.empty())
        .sorted()
        .toList();
  }
}
