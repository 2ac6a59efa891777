package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of command lines, including careless ones. */
class CommandLineTest {

  @TempDir Path folder;

  @BeforeEach
  void texts() throws IOException {
    Files.writeString(
        folder.resolve("hosts.yml"), "all: { hosts: { local: { connection: local } } }");
    Files.writeString(
        folder.resolve("site.yml"),
        """
        - hosts: all
          vars: { greeting: hello }
          tasks:
            - copy: { content: "{{ greeting }}", dest: "%s/greeting" }
              tags: greet
        """
            .formatted(folder));
  }

  private ProgramOutput play(String... options) {
    var words =
        Stream.of(
            "play",
            folder.resolve("site.yml").toString(),
            "-i",
            folder.resolve("hosts.yml").toString());
    return ProgramOutput.of(Stream.concat(words, Stream.of(options)).toArray(String[]::new));
  }

  @Test
  void variablesFileIsNotTakenForAnotherArgument() throws Exception {
    var file = Files.writeString(folder.resolve("vars.yml"), "greeting: two words --check\n");
    var programOutput = play("-e", "@" + file);
    assertEquals(0, programOutput.status(), programOutput::toString);
    assertEquals("two words --check", Files.readString(folder.resolve("greeting")));
  }

  @Test
  void unusedVariableCausesWarningOnly() throws Exception {
    var programOutput = play("-e", "greting=bye", "--check");
    assertEquals(0, programOutput.status(), programOutput::toString);
    assertEquals(
        """
        -e:1:1: warning: nothing uses the variable 'greting'
          1 | greting
            | ^
          hint: did you mean 'greeting'?
        """,
        programOutput.err());
  }

  @Test
  void lintWarnsOfVariableThatNoPlaybookUses() throws Exception {
    var other = folder.resolve("other.yml");
    Files.writeString(other, "- { hosts: all, tasks: [debug: { var: port }] }");
    var lint =
        ProgramOutput.of(
            "lint",
            folder.resolve("site.yml").toString(),
            other.toString(),
            "-i",
            folder.resolve("hosts.yml").toString(),
            "-e",
            "port=80 greeting=bye nobody=1");
    assertEquals(0, lint.status(), lint::toString);
    assertTrue(lint.err().startsWith("-e:1:1: warning: nothing uses the variable 'nobody'"));
    assertFalse(lint.err().contains("'port'") || lint.err().contains("'greeting'"), lint.err());
  }

  @Test
  void invalidVariablesFileIsNotShown() throws Exception {
    var file = Files.writeString(folder.resolve("shadow"), "root:x:1\ndaemon:hunter2:2\n");
    var programOutput = play("-e", "@" + file);
    assertEquals(65, programOutput.status(), programOutput::toString);
    assertFalse(programOutput.toString().contains("hunter2"), programOutput::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--tags=", "--tags= ", "--skip-tags="})
  void emptyTagListDoesNotSelectAllTags(String option) {
    var programOutput = play(option);
    assertEquals(65, programOutput.status(), programOutput::toString);
    assertFalse(Files.exists(folder.resolve("greeting")));
  }

  @ParameterizedTest
  @CsvSource({"--skip-tags=greet", "--skip-tags=all"})
  void optionThatSelectsNothingIsNamed(String option) {
    var programOutput = play(option);
    assertEquals(65, programOutput.status(), programOutput::toString);
    assertTrue(
        programOutput.err().startsWith("--skip-tags:1:1: error: nothing is left to do"),
        programOutput.err());
  }

  @Test
  void repeatedVerboseIsAccepted() {
    assertEquals(0, play("-vvv").status());
  }

  @Test
  void passwordPromptNeedsTerminal() {
    var programOutput = play("-K");
    assertEquals(64, programOutput.status(), programOutput::toString);
    assertTrue(programOutput.err().contains("needs a terminal"), programOutput.err());
  }

  @Test
  void forksMustBePositive() {
    assertEquals(
        64,
        ProgramOutput.of("ping", "-i", folder.resolve("hosts.yml").toString(), "-f", "0").status());
  }
}
