package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets are never shown, whatever a run prints. */
class SecretsInOutputTest {

  @TempDir Path folder;

  private ProgramOutput play(String vars, String tasks, String... options) throws IOException {
    var hosts = folder.resolve("hosts.yml");
    Files.writeString(
        hosts, "all:\n  hosts: { local: { connection: local } }\n  vars: {%s}\n".formatted(vars));
    var site = folder.resolve("site.yml");
    Files.writeString(site, "- hosts: all\n  tasks:\n" + tasks.indent(4));
    var words =
        new ArrayList<>(List.of("play", site.toString(), "-i", hosts.toString(), "-v", "--diff"));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private static void assertWithheld(String secret, ProgramOutput programOutput) {
    assertFalse(programOutput.toString().contains(secret), programOutput::toString);
  }

  @Test
  void secretWithQuoteInFailedCommandIsMasked() throws Exception {
    var programOutput =
        play("pw: !secret \"hunter'2\"", "- command: { argv: [sh, -c, 'exit 3', x, '{{ pw }}'] }");
    assertTrue(programOutput.out().contains("exited with 3"), programOutput.out());
    assertWithheld("hunter", programOutput);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy: { src: '{{ pw }}', dest: /x }",
        "template: { src: '{{ pw }}', dest: /x }",
        "systemd: { name: '{{ pw }}/x' }",
        "file: { path: /x, state: directory, owner: '-{{ pw }}' }",
        "command: { cmd: 'true' }\n  when: vars[pw] == 1",
      })
  void secretInProblemOfPlaybookIsMasked(String task) throws Exception {
    var programOutput = play("pw: !secret hunter2", "- " + task);
    assertTrue(
        programOutput.status() == 65 && programOutput.err().contains("no host was contacted"),
        programOutput.err());
    assertWithheld("hunter2", programOutput);
  }

  @Test
  void secretUsedAsKeyIsMasked() throws Exception {
    assertWithheld("hunter2", play("pw: !secret hunter2, key: '{{ pw }}'", "- command: 'true'"));
  }

  @Test
  void secretInStackTraceIsMasked() throws Exception {
    var modules = Faulty.modulePath(folder.resolve("modules")).toString();
    var programOutput =
        play("pw: !secret hunter2", "- faulty: { message: '{{ pw }}' }", "--module-path", modules);
    assertTrue(programOutput.status() == 70, programOutput::toString);
    assertWithheld("hunter2", programOutput);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- shell: echo hunter2; exit 3",
        "- command: { argv: [echo, hunter2], creates: /no/such }",
        "- copy: { content: hunter2, dest: /no/folder/hunter2 }",
        "- command: 'false'\n  loop: [hunter2]",
        "- copy: { content: x, dest: '{{ item.path }}' }\n  loop: [{ path: /no/folder/hunter2 }]",
        "- systemd: { name: hunter2 }",
      })
  void taskWithNoLogShowsNothing(String task) throws Exception {
    var tasks = task + "\n  no_log: true\n  ignore_errors: true\n- file: { path: /no/such/x }\n";
    assertWithheld("hunter2", play("", tasks));
    assertWithheld("hunter2", play("", tasks, "--check"));
    assertWithheld("hunter2", play("", tasks, "--list-tasks"));
  }

  @Test
  void hostOutputCannotControlTerminal() throws Exception {
    var programOutput = play("", "- shell: \"printf '\\\\033[2J\\\\007red'; exit 3\"");
    assertTrue(programOutput.out().contains("red"), programOutput.out());
    assertFalse(
        programOutput.out().contains("\u001b") || programOutput.out().contains("\u0007"),
        programOutput.out());
  }

  @Test
  void defaultTaskNameShowsPathButNotContent() throws Exception {
    var programOutput = play("", "- copy: { content: hello, dest: '%s/motd' }".formatted(folder));
    assertTrue(programOutput.out().contains("copy " + folder + "/motd"), programOutput.out());
  }

  @Test
  void lostHostIsReportedWithTaskName() throws Exception {
    var programOutput = play("", "- name: Shoot the shell\n  shell: kill -9 $$");
    assertTrue(programOutput.out().contains("in 'Shoot the shell' at "), programOutput.out());
  }
}
