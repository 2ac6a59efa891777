package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.testkit.OpenSshd;

/** Steps that a host carries out in one request still are steps. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RunAheadTest {

  @TempDir Path folder;
  private OpenSshd sshd;
  private SshdPlay sshdPlay;

  @BeforeEach
  void start() throws Exception {
    sshd = OpenSshd.fleet(folder, 1);
    sshdPlay = new SshdPlay(folder).host(1, sshd);
  }

  @AfterEach
  void stop() {
    sshd.close();
  }

  private boolean exists(String name) {
    return Files.exists(sshdPlay.root(1).resolve(name));
  }

  private List<String> outcomes() {
    return sshdPlay.trialResult().events().stream()
        .filter(Event.StepEnded.class::isInstance)
        .map(Event.StepEnded.class::cast)
        .map(step -> step.stepId().name() + " " + word(step.stepOutcome()))
        .toList();
  }

  private static String word(StepOutcome stepOutcome) {
    return stepOutcome.getClass().getSimpleName();
  }

  private int trips() {
    return sshdPlay.trialResult().tally().hosts().get("web1").traffic().roundTrips();
  }

  private static String three(String validate) {
    return """
    - hosts: all
      tasks:
        - name: first
          copy: { content: "1", dest: "{{ root }}/first" }
          timeout: 5s
        - name: second
          copy: { content: "2", dest: "{{ root }}/second", validate: "%s" }
          timeout: 5s
        - name: third
          copy: { content: "3", dest: "{{ root }}/third" }
          timeout: 5s
    """
        .formatted(validate);
  }

  @Test
  void threeStepsTakeOneTripAfterTheLook() throws Exception {
    sshdPlay.playbook(three("true %s")).play();
    sshdPlay.assertDone("web1", 3);
    assertEquals(List.of("first Changed", "second Changed", "third Changed"), outcomes());
    assertEquals(2, trips());
  }

  @Test
  void failedStepIsTheLast() throws Exception {
    sshdPlay.playbook(three("echo no >&2; false %s")).play();
    assertEquals(List.of("first Changed", "second Failed"), outcomes());
    assertTrue(exists("first"));
    assertFalse(exists("second"));
    assertFalse(exists("third"));
    assertTrue(sshdPlay.failure("web1").message().contains("refused"));
  }

  @Test
  void slowStepIsKilledAtItsOwnDeadline() throws Exception {
    sshdPlay.playbook(three("sleep 300; true %s")).play();
    assertEquals(List.of("first Changed", "second Failed"), outcomes());
    assertEquals("did not finish within 5 s and was killed", sshdPlay.failure("web1").message());
    assertFalse(exists("second"));
    assertFalse(exists("third"));
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
  }

  static Stream<String> tasksThatFailByTheirResult() {
    return Stream.of(
        """
        - file: { path: "{{ root }}/{{ item }}", state: directory }
          loop: [first, never]
          failed_when: result.changed
        """,
        """
        - copy: { content: "1", dest: "{{ root }}/first" }
          changed_when: result.rc == 0
        - file: { path: "{{ root }}/never", state: directory }
        """,
        """
        - copy: { content: "1", dest: "{{ root }}/first" }
          register: copied
        - debug: { msg: "{{ copied.stdout }}" }
        - file: { path: "{{ root }}/never", state: directory }
        """);
  }

  @ParameterizedTest
  @MethodSource("tasksThatFailByTheirResult")
  void hostDoesNotGoOnAfterTaskThatItsResultMakesFail(String tasks) throws Exception {
    sshdPlay.playbook("- hosts: all\n  tasks:\n" + tasks.indent(4)).play();
    assertEquals(1, sshdPlay.trialResult().tally().hosts().get("web1").failed());
    assertTrue(exists("first"));
    assertFalse(exists("never"));
  }

  @Test
  void controllerDoesNothingForStepThatIsNotReached() throws Exception {
    var fetched = folder.resolve("fetched");
    var tasks =
        """
        - hosts: all
          tasks:
            - copy: { content: "1", dest: "{{ root }}/first", validate: "false %s" }
            - fetch: { src: /etc/hosts, dest: "FETCHED" }
        """;
    sshdPlay.playbook(tasks.replace("FETCHED", fetched.toString())).play();
    assertEquals(1, sshdPlay.trialResult().tally().hosts().get("web1").failed());
    assertFalse(Files.exists(fetched));
  }

  @Test
  void lostHostHasReportedTheStepsBefore() throws Exception {
    sshdPlay.playbook(three("echo > %s.begun; sleep 4; true"));
    sshdPlay.begin();
    sshdPlay.await("the second step runs", this::secondRuns);
    sshd.killSessions(OpenSshd.address(1));
    sshdPlay.end();
    assertEquals(List.of("first Changed"), outcomes());
    assertEquals(3, sshdPlay.exitCode());
    assertFalse(exists("third"));
    HostLeftovers.assertNothingRuns(sshd, OpenSshd.address(1));
  }

  private boolean secondRuns() {
    try (var files = Files.list(sshdPlay.root(1))) {
      return files.anyMatch(file -> file.toString().endsWith(".begun"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void interruptedRunEndsAfterTheStepThatTheHostIsIn() throws Exception {
    var text = three("echo > %s.begun; sleep 3; true");
    var site = Files.writeString(folder.resolve("site.yml"), text).toString();
    var hosts = Files.writeString(folder.resolve("hosts.yml"), sshdPlay.inventory()).toString();
    try (var runbookProcess = RunbookProcess.start(folder, "play", site, "-i", hosts)) {
      while (!secondRuns()) {
        assertTrue(runbookProcess.isAlive(), runbookProcess::output);
        Thread.sleep(20);
      }
      runbookProcess.signal("INT");
      assertEquals(130, runbookProcess.exitCode(120), runbookProcess::output);
      assertTrue(runbookProcess.output().contains("1 host: 2 changed"), runbookProcess.output());
    }
    assertTrue(exists("second"));
    assertFalse(exists("third"));
  }
}
