package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
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
  void resultUnderNoLogStaysHiddenLater() throws Exception {
    var tasks =
        """
        - { command: echo hunter2, register: quiet, no_log: true }
        - { set_fact: { kept: hunter2 }, no_log: true }
        - debug: { var: quiet }
        - debug: { msg: "{{ quiet.stdout }} {{ kept }}" }
        - debug: { msg: "{{ item }}" }
          loop: "{{ quiet.stdout_lines }}"
        - { fail: { msg: !cel "quiet.stdout + '!'" }, ignore_errors: true }
        - { debug: { msg: well }, when: quiet.rc == 0 && quiet.stdout == 'hunter2' }
        """
            .replace("echo hunter2", "cat '%s/said'".formatted(folder))
            .replace("kept: hunter2", "kept: !cel quiet.stdout.trim()")
            .replace("quiet.stdout == 'hunter2'", "size(quiet.stdout) == 7");
    Files.writeString(folder.resolve("said"), "hunter2");
    var programOutput = play("", tasks);
    assertWithheld("hunter2", programOutput);
    assertTrue(programOutput.out().contains("well"), programOutput::toString);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- debug: { msg: 'pin={{ pin }}' }",
        "- debug: { var: pin }",
        "- command: { argv: [sh, -c, 'echo \"no $1\"; exit 3', x, '{{ pin }}'] }",
        "- fail: { msg: !cel \"'no ' + pin\" }",
        "- debug: { msg: '{{ item }}' }\n  loop: ['{{ pin }}', 'a{{ pin }}b']",
        "- set_fact: { more: 'x{{ pin }}y' }\n- debug: { msg: '{{ more }}' }",
      })
  void taskWithShortSecretShowsNothing(String task) throws Exception {
    assertWithheld("q7Z", play("pin: !secret q7Z", task));
    assertWithheld("q7Z", play("pin: !secret q7Z", task, "--check"));
  }

  @Test
  void ordinaryWordAsSecretKeepsReportReadable() throws Exception {
    var programOutput =
        play("pw: !secret changed", "- debug: { msg: '{{ pw }}' }\n- command: 'true'");
    assertTrue(programOutput.out().contains("says     local  ********"), programOutput.out());
    assertTrue(programOutput.out().contains("\nchanged  local  command true"), programOutput.out());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"pw=hunter2", "{pw: hunter2}", "pw hunter2", "pw: hunter2", "{pw: [hunter2"})
  void valueOfExtraVariableForSecretIsNotShown(String extra) throws Exception {
    var tasks = "- debug: { msg: 'it is {{ pw }}' }\n- copy: { src: '{{ pw }}', dest: /x }";
    assertWithheld("hunter2", play("pw: !secret other", tasks, "-e", extra));
  }

  @Test
  void wordsLeftOverFromExtraVariableAreNotShown() throws Exception {
    var programOutput = play("", "- command: 'true'", "-e", "pw=", "hunter2");
    assertTrue(programOutput.status() == 64, programOutput::toString);
    assertWithheld("hunter2", programOutput);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"!secrte hunter2", "!secrethunter2", "!Secret hunter2", "!secret [hunter2]"})
  void valueWithMistypedTagIsNotShown(String value) throws Exception {
    assertWithheld("hunter2", play("pw: " + value, "- debug: { msg: '{{ pw }}' }"));
  }

  @Test
  void differenceOfPrivateFileIsNotShown() throws Exception {
    var file = Files.writeString(folder.resolve("key"), "hunter2\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    var programOutput = play("", "- copy: { content: nothing, dest: '%s' }".formatted(file));
    assertWithheld("hunter2", programOutput);
    assertTrue(
        programOutput.out().contains("only the owner may read the old one"), programOutput.out());
  }

  @Test
  void openFileBecomesPrivateWhenSecretIsWritten() throws Exception {
    var file = Files.writeString(folder.resolve("conf"), "old-hunter2\n");
    var tasks = "- copy: { content: 'pw={{ pw }}', dest: '%s' }".formatted(file);
    var check = play("pw: !secret hunter2", tasks, "--check");
    assertTrue(check.out().contains("mode of " + file + ": 0644 → 0600"), check.out());
    assertWithheld("hunter2", check);
    assertWithheld("hunter2", play("pw: !secret hunter2", tasks));
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    assertTrue(play("pw: !secret hunter2", tasks).out().contains("1 host: 0 changed"));
  }

  @Test
  void modeThatIsGivenStaysWithSecret() throws Exception {
    var file = folder.resolve("conf");
    play(
        "pw: !secret x1",
        "- copy: { content: '{{ pw }}', dest: '%s', mode: '0644' }".formatted(file));
    assertEquals("rw-r--r--", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void settingsThatHoldSecretMakeFilePrivate() throws Exception {
    Files.writeString(folder.resolve("env.mustache"), "{{# pairs }}{{ value }}\n{{/ pairs }}");
    var file = folder.resolve("env");
    var programOutput =
        play(
            "pw: !secret hunter2, pairs: [{ value: '{{ pw }}' }]",
            "- template: { src: env.mustache, dest: '%s' }".formatted(file));
    assertWithheld("hunter2", programOutput);
    assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void secretOnCommandLineIsWarning() throws Exception {
    var programOutput = play("pw: !secret hunter2", "- command: { argv: ['true', '{{ pw }}'] }");
    assertTrue(
        programOutput.err().contains("warning: a secret on a command line"), programOutput.err());
    assertEquals(
        "", play("pw: !secret hunter2", "- command: { cmd: cat, stdin: '{{ pw }}' }").err());
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
