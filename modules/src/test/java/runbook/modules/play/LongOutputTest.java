package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a result does not hold is said, and patterns are fast on what it holds. */
class LongOutputTest {

  @TempDir Path folder;

  private ProgramOutput play(String tasks) throws Exception {
    var hosts = folder.resolve("hosts.yml");
    Files.writeString(hosts, "all:\n  hosts: { local: { connection: local } }\n");
    var site = folder.resolve("site.yml");
    Files.writeString(site, "- hosts: all\n  tasks:\n" + tasks.indent(4));
    return ProgramOutput.of("play", site.toString(), "-i", hosts.toString());
  }

  @Test
  void outputThatIsCutIsSaid() throws Exception {
    var programOutput =
        play(
            """
            - { name: Print, shell: "head -c 5000000 /dev/zero | tr '\\\\0' x", register: it }
            - { debug: { msg: "all of it: {{ it.truncated }}" }, when: size(it.stdout) == 1048576 }
            """);
    assertEquals(0, programOutput.status(), programOutput::toString);
    assertTrue(
        programOutput.out().contains("'Print' printed 3951424 bytes more than a result keeps"),
        programOutput::out);
    assertTrue(programOutput.out().contains("all of it: true"), programOutput::out);
  }

  @Test
  void patternOnLongLineIsFastAndDoesNotOverflowStack() throws Exception {
    var programOutput =
        play(
            """
            - shell: "head -c 200000 /dev/zero | tr '\\\\0' a"
              register: it
              failed_when: it.stdout.matches('^(PATH|HOME|a)*b$')
              changed_when: it.stdout.matches('^(PATH|HOME|a)*$')
            - copy: { content: "{{ it.stdout }}", dest: "FOLDER/long" }
            - { lineinfile: { path: "FOLDER/long", regexp: "^(PATH|HOME|a)*$", line: b } }
            - { wait_for: { path: "FOLDER/long", search_regex: "^(b|bb)*$", timeout: 9 } }
            """
                .replace("FOLDER", folder.toString()));
    assertEquals(0, programOutput.status(), programOutput::toString);
    assertEquals("b\n", Files.readString(folder.resolve("long")).strip() + "\n");
  }
}
