package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what the console shows of many hosts, and of a run that has nothing to say. */
class ManyHostsReportTest {

  @TempDir Path folder;
  private RecordedProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = RecordedProject.in(folder);
    var hosts = new StringBuilder("all:\n  hosts:\n");
    IntStream.rangeClosed(1, 24)
        .forEach(i ->
            hosts.append(
                "    web%02d: { connection: local, word: %s }\n"
                    .formatted(i, i == 7 ? "other" : "new")));
    project.inventory(hosts.toString());
    Files.writeString(folder.resolve("conf"), "old\n");
    write("\"new\\n\"");
  }

  private void write(String content) throws IOException {
    project.playbook(
        """
        - hosts: all
          tasks:
            - name: Configure
              copy: { content: %s, dest: "%s" }
            - name: Leave alone
              file: { path: "%s", state: directory }
        """
            .formatted(content, folder.resolve("conf"), folder));
  }

  @Test
  void oneDiffOfManyHostsIsPrintedOnce() {
    var played = project.play("--check", "--diff");
    assertEquals(0, played.status(), played.err());
    var body = played.out().substring(0, played.out().indexOf("\nhost "));
    assertTrue(body.lines().count() <= 20, body);
    assertTrue(body.contains("change   24 hosts  Configure: "), body);
    assertTrue(body.contains("    on web01, web02, "), body);
    assertTrue(body.endsWith("    @@ -1,1 +1,1 @@\n    -old\n    +new\n"), body);
  }

  @Test
  void hostThatDiffersIsToldApart() throws Exception {
    write("\"{{ word }}\\n\"");
    var out = project.play("--check", "--diff").out();
    assertTrue(out.contains("change   23 hosts  Configure: "), out);
    assertTrue(out.contains("change   web07  Configure: "), out);
    assertTrue(out.contains("    +other\n"), out);
    assertEquals(out, ProgramOutput.of("show", project.last()).out());
  }

  @Test
  void changesAreToldBeforeTheBarrierThatFollows() throws Exception {
    project.playbook(
        """
        - hosts: all
          tasks:
            - name: Only one
              copy: { content: "new", dest: "%s" }
              when: inventory_hostname == 'web03'
            - barrier: together
        """
            .formatted(folder.resolve("conf")));
    var out = project.play("--check").out();
    int change = out.indexOf("change   web03");
    assertTrue(change >= 0 && change < out.indexOf("barrier "), out);
  }

  @Test
  void quietRunSaysNothingIfNothingIsToBeSaid() throws Exception {
    Files.writeString(folder.resolve("conf"), "new\n");
    var silent = project.play("--check", "--quiet");
    assertEquals("", silent.out() + silent.err());
    assertEquals(0, silent.status());
    Files.writeString(folder.resolve("conf"), "old\n");
    var loud = project.play("--check", "--quiet").out();
    assertTrue(loud.startsWith("check of "), loud);
    assertTrue(loud.contains("change   24 hosts  Configure"), loud);
    assertTrue(loud.contains("24 hosts: 24 would change"), loud);
    assertEquals(64, project.play("-q", "-v").status());
  }
}
