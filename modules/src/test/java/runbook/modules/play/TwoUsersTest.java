package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two users, one of them not root, act on the same files: check mode fails exactly when a run
 * fails.
 */
class TwoUsersTest {

  @TempDir Path folder;

  /** Tasks for the folder, and whether the last of them succeeds. */
  enum TwoUserTasks {
    ANOTHER_CHANGES_WHAT_ROOT_MAKES(
        false,
        """
        - copy: { content: a, dest: "{{ here }}/f" }
        - copy: { content: b, dest: "{{ here }}/f" }
          become_user: daemon
        """),
    ANOTHER_WRITES_AGAIN_WHAT_ONLY_ROOT_MAY_READ(
        false,
        """
        - copy: { content: a, dest: "{{ here }}/f", mode: "0600" }
        - copy: { content: a, dest: "{{ here }}/f" }
          become_user: daemon
        """),
    ROOT_CHANGES_WHAT_ANOTHER_MAKES(
        true,
        """
        - copy: { content: a, dest: "{{ here }}/f" }
          become_user: daemon
        - copy: { content: b, dest: "{{ here }}/f", owner: bin }
        """),
    ROOT_MAKES_AGAIN_WHAT_ANOTHER_REMOVES(
        true,
        """
        - file: { path: "{{ here }}/f", state: touch }
          become_user: daemon
        - file: { path: "{{ here }}/f", state: absent }
          become_user: daemon
        - file: { path: "{{ here }}/f", state: touch }
        """),
    A_GROUP_OF_OTHERS(
        false,
        """
        - file: { path: "{{ here }}/f", state: touch, group: bin }
          become_user: daemon
        """),
    A_GROUP_OF_ONES_OWN(
        true,
        """
        - file: { path: "{{ here }}/f", state: touch, group: daemon, mode: "2775" }
          become_user: daemon
        """),
    THE_SETGID_BIT_FOR_A_GROUP_OF_OTHERS(
        false,
        """
        - file: { path: "{{ here }}/d", state: directory, owner: daemon, group: bin }
        - file: { path: "{{ here }}/d", mode: "2775" }
          become_user: daemon
        """),
    WHAT_IS_ANOTHERS_IN_A_STICKY_FOLDER(
        false,
        """
        - file: { path: "{{ here }}", mode: "1777" }
        - file: { path: "{{ here }}/f", state: touch }
        - file: { path: "{{ here }}/f", state: absent }
          become_user: daemon
        """),
    WHAT_IS_ONES_OWN_IN_A_STICKY_FOLDER(
        true,
        """
        - file: { path: "{{ here }}", mode: "1777" }
        - file: { path: "{{ here }}/f", state: touch, owner: daemon }
        - file: { path: "{{ here }}/f", state: absent }
          become_user: daemon
        """),
    WHAT_WAS_THERE_IN_A_STICKY_FOLDER(
        false,
        """
        - file: { path: "{{ here }}/sticky/f", state: absent }
          become_user: daemon
        """),
    BELOW_A_FILE_WITH_SETGID(
        false,
        """
        - copy: { content: a, dest: "{{ here }}/f", mode: "2755" }
        - copy: { content: b, dest: "{{ here }}/f/g" }
        """);

    private final boolean comesOff;
    private final String text;

    TwoUserTasks(boolean comesOff, String text) {
      this.comesOff = comesOff;
      this.text = text;
    }
  }

  @BeforeEach
  void rootAndSudo() {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root becomes others unasked");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/sudo")), "there is no sudo");
  }

  @ParameterizedTest
  @EnumSource
  void checkPredictsRun(TwoUserTasks twoUserTasks) throws Exception {
    Files.setAttribute(folder, "unix:mode", 0777);
    var sticky = Files.createDirectory(folder.resolve("sticky"));
    Files.setAttribute(sticky, "unix:mode", 01777);
    Files.writeString(sticky.resolve("f"), "root's");
    var predicted = play(twoUserTasks, "--check");
    var done = play(twoUserTasks);
    assertEquals(String.join("\n", changeLines(predicted)), String.join("\n", changeLines(done)));
    assertEquals(twoUserTasks.comesOff ? 0 : 1, done.status(), done::toString);
  }

  private ProgramOutput play(TwoUserTasks twoUserTasks, String... options) throws IOException {
    var hosts = folder.resolve("hosts.yml");
    Files.writeString(
        hosts, "all: { hosts: { local: { connection: local, here: '%s' } } }".formatted(folder));
    var site = folder.resolve("site.yml");
    Files.writeString(
        site, "- hosts: all\n  become: true\n  tasks:\n" + twoUserTasks.text.indent(4));
    var words = new ArrayList<>(List.of(options));
    words.addAll(0, List.of("play", site.toString(), "-i", hosts.toString(), "--diff", "-v"));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private static List<String> changeLines(ProgramOutput programOutput) {
    return programOutput
        .out()
        .lines()
        .skip(1)
        .takeWhile(line -> !line.startsWith("host "))
        .filter(line -> !line.startsWith("joined"))
        .map(line -> line.replaceFirst("^changed? +", "change "))
        .toList();
  }
}
