package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code -v}, {@code -vv} and {@code -vvv} add. */
class VerboseLevelsTest {

  @TempDir Path folder;
  private RecordedProject project;

  @BeforeEach
  void write() throws Exception {
    project = RecordedProject.in(folder).local();
    project.playbook(
        """
        - hosts: all
          tasks:
            - copy: { content: hello, dest: %1$s/file }
            - shell: echo "ran $((20 + 3))"
            - shell: test -n confidential && echo "hidden $((20 + 3))"
              no_log: true
        """
            .formatted(folder));
  }

  private String play(String... options) {
    var said = project.play(options);
    assertEquals(0, said.status(), said::toString);
    assertFalse(said.out().contains("confidential"), said::toString);
    assertFalse(said.out().contains("hidden 23"), said::toString);
    return said.out();
  }

  private void assertHas(String out, boolean isThere, String... texts) {
    for (var text : texts) {
      assertEquals(isThere, out.contains(text), () -> text + " in\n" + out);
    }
  }

  @Test
  void eachLevelShowsMore() throws Exception {
    var write = "  > write " + folder.resolve("file");
    var usual = play();
    assertHas(usual, false, "| ran 23", "sends ", "answers ");
    assertTrue(Files.exists(folder.resolve("file")));

    assertHas(play("-v"), true, "  | ran 23");
    Files.delete(folder.resolve("file"));
    var twice = play("-vv");
    assertHas(
        twice, true, "sends    here", "read 1 FileFact", write, "echo \"ran $((20", "| ran 23");
    assertHas(twice, true, "  > a change that may show a secret");
    assertHas(twice, false, "answers ");
    assertHas(play("-vvv"), true, "answers  here  after ", " bytes sent, ");
  }

  @Test
  void secretsAreMaskedInWhatIsSent() throws Exception {
    project.playbook(
        """
        - hosts: all
          tasks:
            - copy: { content: "{{ word }}", dest: %1$s/secret }
            - shell: test -n {{ word }}
        """
            .formatted(folder));
    project.inventory(
        """
        all:
          hosts: { here: { connection: local } }
          vars: { word: !secret swordfish-and-chips }
        """);
    assertFalse(play("-vvv").contains("swordfish"));
  }
}
