package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan made by a check is played only if the check would still say the same. */
class PlannedPlayTest {

  @TempDir Path folder;

  @BeforeEach
  void write() throws Exception {
    write("hosts.yml", "all: {hosts: {here: {connection: local}}}\n");
    write(
        "site.yml",
        """
        - hosts: all
          tasks:
            - name: First
              copy: { content: "one\\n", dest: %1$s/first }
            - name: Second
              copy: { content: "{{ word }}\\n", dest: %1$s/second }
            - name: Run
              command: touch %1$s/ran
        """
            .formatted(folder));
    write("first", "zero\n");
  }

  private void write(String file, String text) throws Exception {
    Files.writeString(folder.resolve(file), text);
  }

  private String path(String file) {
    return folder.resolve(file).toString();
  }

  private ProgramOutput check(String command, String... options) {
    var words =
        new ArrayList<>(
            List.of(
                command, path("site.yml"), "-i", path("hosts.yml"), "-e", "word=hidden-word-7"));
    words.addAll(List.of(options));
    words.addAll(List.of("--out", path("plan")));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private ProgramOutput play(String... options) {
    var words = new ArrayList<>(List.of("play", path("plan")));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private void assertNothingDone() throws Exception {
    assertFalse(Files.exists(folder.resolve("second")));
    assertFalse(Files.exists(folder.resolve("ran")));
  }

  private static List<String> changes(ProgramOutput said, String word) {
    return said.out()
        .lines()
        .filter(line -> line.startsWith(word))
        .map(line -> line.substring(9))
        .toList();
  }

  @Test
  void planMadeByCheckMakesTheSameChanges() throws Exception {
    var check = check("check");
    assertEquals(2, check.status(), check::toString);
    assertTrue(check.out().contains("'runbook play " + path("plan") + "' plays this"));
    assertNothingDone();
    var plan = folder.resolve("plan");
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(plan)));
    assertFalse(Files.readString(plan).contains("-e word"), "values of options are sealed");

    var play = play();
    assertEquals(0, play.status(), play::toString);
    assertEquals("one\n", Files.readString(folder.resolve("first")));
    assertEquals("hidden-word-7\n", Files.readString(folder.resolve("second")));
    assertTrue(Files.exists(folder.resolve("ran")));
    var done = changes(play, "changed");
    assertEquals(changes(check, "change "), done.subList(0, 2), play::toString);

    var again = play();
    assertEquals(1, again.status(), again::toString);
  }

  @Test
  void planOfACheckWithDiffIsPlayed() throws Exception {
    assertEquals(2, check("check", "--diff").status());
    var play = play();
    assertEquals(0, play.status(), play::toString);
  }

  @Test
  void hostThatChangedSinceIsNamedAndLeftAlone() throws Exception {
    assertEquals(0, check("play", "--check").status());
    write("first", "someone else\n");
    var play = play();
    assertEquals(1, play.status(), play::toString);
    assertTrue(play.out().contains("First"), play::toString);
    assertTrue(play.err().contains("the hosts are not as the plan"), play::toString);
    assertTrue(play.err().contains("hint: make a new plan"), play::toString);
    assertEquals("someone else\n", Files.readString(folder.resolve("first")));
    assertNothingDone();
  }

  @Test
  void playbookThatChangedSinceIsNamed() throws Exception {
    assertEquals(0, check("play", "--check").status());
    write("site.yml", Files.readString(folder.resolve("site.yml")) + "    # more\n");
    var play = play();
    assertEquals(65, play.status(), play::toString);
    assertTrue(play.err().contains("site.yml has changed; nothing was changed"), play::toString);
    assertNothingDone();
  }

  @Test
  void planTakesNoOtherOptions() throws Exception {
    assertEquals(0, check("play", "--check").status());
    assertEquals(64, play("--tags", "none", "-i", path("hosts.yml")).status());
    assertNothingDone();
  }

  @Test
  void noPlanIsKeptOfAPlayOrOfACheckThatFailed() throws Exception {
    assertEquals(64, check("play").status());
    write("hosts.yml", "all: {hosts: {here: {address: 127.0.0.1, port: 1}}}\n");
    var check = check("check");
    assertEquals(3, check.status(), check::toString);
    assertTrue(check.err().contains("no plan is kept"), check::toString);
    assertFalse(Files.exists(folder.resolve("plan")));
  }

  @Test
  void otherRecordIsNoPlan() throws Exception {
    write("plan", "{\"some\": \"json\"}\n");
    var play = play();
    assertEquals(65, play.status(), play::toString);
    assertTrue(play.err().contains("is not a plan"), play::toString);
  }
}
