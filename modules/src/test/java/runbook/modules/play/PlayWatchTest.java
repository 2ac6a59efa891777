package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.cli.Main;

/** With --watch, a saved change is checked again at once. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class PlayWatchTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Thread program;

  @AfterEach
  void end() throws Exception {
    program.interrupt();
    program.join();
  }

  private Path write(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private void playbook(String content) throws Exception {
    write(
        "site.yml",
        """
        - hosts: here
          tasks:
            - template: { src: note.mustache, dest: %s/note }
              vars: { word: %s }
        """
            .formatted(folder.resolve(".hosts"), content));
  }

  private void watch() {
    String[] words = {
      "play", folder.resolve("site.yml").toString(), "-i", folder + "/hosts.yml", "--watch"
    };
    program =
        Thread.ofVirtual()
            .start(() -> Main.run(words, new PrintWriter(out, true), new PrintWriter(err, true)));
  }

  private void start() throws Exception {
    Files.createDirectory(folder.resolve(".git"));
    Files.createDirectory(folder.resolve(".hosts"));
    write("hosts.yml", "all: { hosts: { here: { connection: local } } }\n");
    write("note.mustache", "the word is {{ word }}\n");
    playbook("first");
    watch();
    awaitChecks(1);
  }

  private void awaitChecks(int count) throws InterruptedException {
    while (out.toString().split("\nwatching ", -1).length <= count) {
      Thread.sleep(20);
    }
  }

  @Test
  void editOfPlaybookShowsItsDiff() throws Exception {
    start();
    assertTrue(out.toString().contains("+the word is first"), out.toString());
    playbook("second");
    awaitChecks(2);
    assertTrue(out.toString().contains("+the word is second"), out.toString());
    assertTrue(out.toString().contains("changed: " + folder.resolve("site.yml")), out.toString());
  }

  @Test
  void editOfTemplateShowsItsDiff() throws Exception {
    start();
    write("note.mustache", "another {{ word }}\n");
    awaitChecks(2);
    assertTrue(out.toString().contains("+another first"), out.toString());
  }

  @Test
  void mistakeIsShownAndTheNextSaveIsChecked() throws Exception {
    start();
    write("site.yml", "- hosts: here\n  tasks:\n    - tamplate: { src: a, dest: /b }\n");
    awaitChecks(2);
    assertTrue(err.toString().contains("tamplate"), err.toString());
    playbook("third");
    awaitChecks(3);
    assertTrue(out.toString().contains("+the word is third"), out.toString());
  }

  @Test
  void nothingIsChangedOnTheHost() throws Exception {
    start();
    assertFalse(Files.exists(folder.resolve(".hosts/note")));
    assertEquals("", err.toString());
  }
}
