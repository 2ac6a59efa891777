package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.connection.Lease;
import runbook.connection.ssh.HostConnector;
import runbook.testkit.OpenSshd;

/**
 * Tests each exit status; {@code InterruptTest} has those for signals. The hosts are a real sshd,
 * or do not answer.
 */
class ExitCodeTest {

  private static final String WRITE = "copy: { content: hello, dest: \"{{ root }}/hello\" }";
  private static final String UNKNOWN = "shell: echo >> \"{{ root }}/hello\"";
  private static final String FAIL = "command: false";

  @TempDir static Path place;
  private static OpenSshd sshd;
  private Path folder;

  @BeforeAll
  static void start() throws Exception {
    sshd = OpenSshd.fleet(place, 2);
  }

  @AfterAll
  static void stop() {
    if (sshd != null) {
      sshd.close();
    }
  }

  @BeforeEach
  void inventory() throws IOException {
    folder = Files.createTempDirectory(place, "case");
    hosts(host("web1", 1));
  }

  private static String host(String name, int number) {
    return "%s: { address: %s, port: %d, key: '%s', known_hosts: '%s' }"
        .formatted(name, OpenSshd.address(number), sshd.port(), sshd.key(), sshd.knownHosts());
  }

  private void hosts(String... hosts) throws IOException {
    var text = new StringBuilder("all:\n  vars: { root: '" + folder + "' }\n  hosts:\n");
    Stream.of(hosts).forEach(host -> text.append("    ").append(host).append('\n'));
    Files.writeString(folder.resolve("hosts.yml"), text);
  }

  private ProgramOutput play(String task, String... options) throws IOException {
    var site =
        Files.writeString(
            folder.resolve("site.yml"), "- hosts: all\n  tasks:\n    - " + task + "\n");
    var words = Stream.of("play", site.toString(), "-i", folder.resolve("hosts.yml").toString());
    return ProgramOutput.of(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  private static void assertStatus(int status, ProgramOutput programOutput) {
    assertEquals(status, programOutput.status(), programOutput::toString);
  }

  @Test
  void zeroWhenDone() throws Exception {
    assertStatus(0, play(WRITE));
    assertTrue(Files.exists(folder.resolve("hello")));
  }

  @Test
  void zeroWithDetailWhenNothingChangedOrWouldChange() throws Exception {
    play(WRITE);
    assertStatus(0, play(WRITE, "--detailed-exitcode"));
    assertStatus(0, play(WRITE, "--check", "--detailed-exitcode"));
  }

  @Test
  void zeroWithoutDetailEvenWhenSomethingWouldChange() throws Exception {
    assertStatus(0, play(WRITE, "--check"));
    assertStatus(0, play(UNKNOWN, "--check"));
    assertFalse(Files.exists(folder.resolve("hello")));
  }

  @Test
  void oneWhenATaskFailed() throws Exception {
    assertStatus(1, play(FAIL));
    assertStatus(1, play(FAIL, "--detailed-exitcode"));
  }

  @Test
  void oneWhenCheckPredictsFailure() throws Exception {
    var none = WRITE.replace("/hello\"", "/no/folder/hello\"");
    assertStatus(1, play(none, "--check", "--detailed-exitcode"));
  }

  @Test
  void oneWhenATaskFailedAndAHostWasUnreachable() throws Exception {
    hosts(host("web1", 1), nobody());
    assertStatus(1, play(FAIL));
  }

  @Test
  void oneWhenABarrierDidNotOpenInTime() throws Exception {
    hosts(host("web1", 1), host("slow", 2));
    var programOutput =
        play(
            """
            command: sleep 10
                  when: inventory_hostname == 'slow'
                - barrier: { name: together, timeout: 1s }
            """);
    assertStatus(1, programOutput);
    assertTrue(programOutput.out().contains("together did not open"), programOutput.out());
  }

  @Test
  void twoWithDetailWhenSomethingChanged() throws Exception {
    assertStatus(2, play(WRITE, "--detailed-exitcode"));
  }

  @Test
  void twoWithDetailWhenSomethingWouldChange() throws Exception {
    assertStatus(2, play(WRITE, "--check", "--detailed-exitcode"));
  }

  @Test
  void twoWithDetailWhenCheckIsUnknown() throws Exception {
    assertStatus(2, play(UNKNOWN, "--check", "--detailed-exitcode"));
  }

  @Test
  void threeWhenAHostWasUnreachable() throws Exception {
    hosts(host("web1", 1), nobody());
    assertStatus(3, play(WRITE));
    assertStatus(3, play(WRITE, "--detailed-exitcode"));
    assertTrue(Files.exists(folder.resolve("hello")));
    assertStatus(3, ProgramOutput.of("ping", "-i", folder.resolve("hosts.yml").toString()));
  }

  private static String nobody() throws IOException {
    return "nobody: { address: 127.0.0.1, port: %d }".formatted(OpenSshd.freePort());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--no-such-option", "--forks=0", "--forks=many", "--module-path=/no/such/folder"})
  void sixtyFourWhenTheCommandLineIsWrong(String option) throws Exception {
    assertStatus(64, play(WRITE, option));
    assertFalse(Files.exists(folder.resolve("hello")));
  }

  @ParameterizedTest
  @CsvSource({"''", "dance", "play", "play site.yml"})
  void sixtyFourWhenTheCommandIsMissing(String words) {
    assertStatus(
        64,
        ProgramOutput.of(
            Stream.of(words.split(" ")).filter(w -> !w.isEmpty()).toArray(String[]::new)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy: { content: \"{{ unheard_of }}\", dest: \"{{ root }}/hello\" }",
        "template: { src: unheard-of.mustache, dest: \"{{ root }}/hello\" }",
        "copi: { content: hello, dest: \"{{ root }}/hello\" }",
        "copy: { content: hello, dest: \"{{ root }}/hello\", mode: 0644 }",
        "copy: { content: hello, dest: [ }",
      })
  void sixtyFiveWhenATaskIsInvalid(String task) throws Exception {
    assertStatus(65, play(WRITE + "\n    - " + task));
    assertFalse(Files.exists(folder.resolve("hello")));
  }

  @Test
  void sixtyFiveWhenTheLimitOrTheInventoryIsInvalid() throws Exception {
    assertStatus(65, play(WRITE, "--limit", "unheard-of"));
    assertStatus(65, play(WRITE, "-i", folder.resolve("no-such.yml").toString()));
    Files.writeString(folder.resolve("hosts.yml"), "all: [");
    assertStatus(65, play(WRITE));
    assertFalse(Files.exists(folder.resolve("hello")));
  }

  @Test
  void seventyWhenAModuleIsFaultyAndTheOtherHostsFinish() throws Exception {
    var modules = Faulty.modulePath(folder.resolve("modules")).toString();
    hosts(host("faulty", 1), host("web2", 2));
    var programOutput =
        play(
            """
            faulty: { message: this is no message for users }
                  when: inventory_hostname == 'faulty'
                - %s
            """
                .formatted(WRITE),
            "--module-path",
            modules);
    assertStatus(70, programOutput);
    assertTrue(programOutput.err().contains("an internal error of runbook"), programOutput.err());
    assertTrue(programOutput.err().contains("this is no message for users"), programOutput.err());
    assertTrue(Files.exists(folder.resolve("hello")), programOutput.out());
  }

  @Test
  void seventyFiveWhenAnotherRunUsesAHost() throws Exception {
    var lease = Optional.of(Lease.of("ann on a laptop"));
    try (var hostConnector = new HostConnector(OpenSshd.settings(folder), lease);
        var _ = hostConnector.connect(sshd.endpoint())) {
      var programOutput = play(WRITE);
      assertStatus(75, programOutput);
      assertTrue(
          programOutput.out().contains("another run is at work here: ann on a laptop"),
          programOutput::out);
      assertFalse(Files.exists(folder.resolve("hello")));
      assertStatus(0, play(WRITE, "--check"));
    }
  }
}
