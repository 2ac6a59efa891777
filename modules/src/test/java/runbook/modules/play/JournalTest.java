package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.ProjectJournals;

/** Tests what the journal of a run keeps, and for how long. */
class JournalTest {

  @TempDir Path folder;
  private String hosts;

  @BeforeEach
  void writeInventory() throws IOException {
    hosts =
        Files.writeString(
                folder.resolve("hosts.yml"), "all: { hosts: { here: { connection: local } } }\n")
            .toString();
  }

  private ProgramOutput play(String tasks, String... more) throws IOException {
    var text =
        "- hosts: all\n  vars: { root: '%s' }\n  tasks:\n".formatted(folder) + tasks.indent(4);
    var site = Files.writeString(folder.resolve("site.yml"), text).toString();
    var words = new java.util.ArrayList<>(List.of("play", site, "-i", hosts));
    words.addAll(List.of(more));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private List<Path> journals() throws IOException {
    return new ProjectJournals(folder).all();
  }

  @Test
  void secretsAreSealedAndSecretAgainInTheResumedRun() throws Exception {
    var tasks =
        """
        - shell: echo "found-$WORD"
          environment: { WORD: "{{ word }}" }
          register: found
        - set_fact: { derived: "{{ word }}-derived" }
        - file: { path: "{{ root }}/missing/file", state: touch }
        - copy: { content: "{{ found.stdout }} {{ derived }}", dest: "{{ root }}/kept" }
        - debug: { msg: "{{ found.stdout }} {{ derived }}" }
        """
            .replace("state: touch", "state: directory")
            .replace(
                "shell: echo \"found-$WORD\"\n  environment: { WORD: \"{{ word }}\" }",
                "shell: { cmd: 'read -r word; echo \"found-$word\"', stdin: \"{{ word }}\" }");
    Files.writeString(folder.resolve("missing"), "in the way");
    var failed = play(tasks, "-e", "{ word: !secret open-sesame-4711 }");
    assertEquals(1, failed.status(), failed.out() + failed.err());
    var journal = journals().getLast();
    var text = Files.readString(journal);
    assertFalse(text.contains("sesame"), text);
    assertEquals(
        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(journal)));
    Files.delete(folder.resolve("missing"));
    var resumed = ProgramOutput.of("resume", journal.toString());
    assertEquals(0, resumed.status(), resumed.out() + resumed.err());
    assertEquals(
        "found-open-sesame-4711 open-sesame-4711-derived",
        Files.readString(folder.resolve("kept")));
    assertFalse((resumed.out() + resumed.err()).contains("sesame"), resumed.out());
  }

  @Test
  void noRecordKeepsNoJournal() throws Exception {
    var task = "- copy: { content: a, dest: \"{{ root }}/a\" }\n";
    assertEquals(0, play(task, "--no-record").status());
    assertEquals(0, play(task, "--no-record", "--check", "--report", "json").status());
    assertEquals(List.of(), journals());
  }

  @Test
  void runGoesOnWithoutAJournalIfNoneCanBeKept() throws Exception {
    Files.writeString(folder.resolve(".runbook"), "a file in the way");
    var played = play("- copy: { content: a, dest: \"{{ root }}/a\" }\n");
    assertEquals(0, played.status(), played.err());
    assertTrue(played.err().contains("this run cannot be resumed"), played.err());
  }

  @Test
  void completeRunIsNotResumed() throws Exception {
    assertEquals(0, play("- copy: { content: a, dest: \"{{ root }}/a\" }\n").status());
    var resumed = ProgramOutput.of("resume", journals().getLast().toString());
    assertEquals(0, resumed.status());
    assertTrue(resumed.out().contains("is complete: nothing is left to do"), resumed.out());
  }

  @Test
  void onlyTheLastFiftyRunsAreKept() throws Exception {
    var runs = Files.createDirectories(folder.resolve(".runbook/runs"));
    for (int i = 10; i < 70; i++) {
      Files.writeString(runs.resolve("200001%02d-000000-0000.jsonl".formatted(i)), "");
    }
    assertEquals(0, play("- copy: { content: a, dest: \"{{ root }}/a\" }\n").status());
    assertEquals(50, journals().size());
    assertTrue(journals().getLast().toString().contains("runs/20"), journals().toString());
  }

  @Test
  void unknownRunIsAMistakeOnTheCommandLine() throws Exception {
    var resumed = ProgramOutput.of("resume", "no-such-run");
    assertEquals(64, resumed.status());
    assertTrue(resumed.err().contains("there is no run no-such-run"), resumed.err());
  }
}
