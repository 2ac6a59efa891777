package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user says about a report decides nothing about what is read again. */
class StaleStateTest {

  @TempDir Path folder;

  private ProgramOutput play(String playbook, String... options) throws Exception {
    var hosts = folder.resolve("hosts.yml");
    Files.writeString(hosts, "all:\n  hosts: { local: { connection: local } }\n");
    var site = folder.resolve("site.yml");
    Files.writeString(site, playbook.replace("FOLDER", folder.toString()));
    var words = new ArrayList<>(List.of("play", site.toString()));
    words.addAll(List.of("-i", hosts.toString()));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  @Test
  void fileIsReadAgainAfterCommandThatReportsNoChange() throws Exception {
    for (var options : new String[][] {{}, {"--step-by-step"}}) {
      Files.deleteIfExists(folder.resolve("f"));
      var programOutput =
          play(
              """
              - hosts: all
                tasks:
                  - copy: { content: A, dest: "FOLDER/f" }
              - hosts: all
                tasks:
                  - copy: { content: other, dest: "FOLDER/g" }
                  - { shell: "echo B >FOLDER/f", changed_when: false }
                  - copy: { content: A, dest: "FOLDER/f" }
              """,
              options);
      assertEquals(0, programOutput.status(), programOutput::toString);
      assertEquals("A", Files.readString(folder.resolve("f")), programOutput::out);
    }
  }

  @Test
  void fileThatCommandHasJustMadeIsFetched() throws Exception {
    var programOutput =
        play(
            """
            - hosts: all
              tasks:
                - copy: { content: other, dest: "FOLDER/g" }
                - { shell: "echo B >FOLDER/made", changed_when: false }
                - fetch: { src: "FOLDER/made", dest: "FOLDER/here/made" }
            """);
    assertEquals(0, programOutput.status(), programOutput::toString);
    assertEquals("B\n", Files.readString(folder.resolve("here/made")));
  }
}
