package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sixty secrets go through everything that a task can do, and none is seen in the output. */
class SixtySecretsTest {

  private static final List<String> OLD = SixtySecrets.all(3);
  private static final List<String> NEW = SixtySecrets.all(7);

  /** Not even the first sign of life of a secret may be seen, so everything goes on after it. */
  private static final String TASKS =
      """
      - debug: { msg: "it is {{ item.s }}" }
        loop: "{{ secrets }}"
      - debug: { var: secrets }
      - copy: { content: "key = {{ item.s }}\\n", dest: "{{ root }}/copy-{{ item.n }}" }
        loop: "{{ secrets }}"
      - template: { src: all.mustache, dest: "{{ root }}/all" }
      - lineinfile: { path: "{{ root }}/lines", line: "{{ item.line }}", regexp: "^{{ item.n }}:", create: true }
        loop: "{{ secrets }}"
      - shell:
          cmd: |
            cat > "$D/list"
            base64 "$D/list"
            base64 "$D/list" | fold -w 30
            od -An -v -tx1 "$D/list" | tr -d ' \\n'
            sed 's/^/refused: /' "$D/list" >&2
            rm "$D/list"
            exit 3
          environment: { D: "{{ root }}" }
          stdin: "{{# secrets }}{{ s }}\n{{/ secrets }}"
        ignore_errors: true
        register: told
      - debug: { var: told }
      - debug: { msg: "{{ told.stdout }} and {{ told.stderr }}" }
      - command: { argv: [sh, -c, 'printf "%s" "$1" | tr a-zA-Z n-za-mN-ZA-M; exit 4', x, "{{# secrets }}{{ s }} {{/ secrets }}"] }
        ignore_errors: true
        register: turned
      - debug: { var: turned }
      - set_fact:
          joined: !cel "secrets.map(one, one.s).join(' ')"
          upper: !cel "secrets.map(one, one.s.upperAscii())"
          cut: !cel "secrets.map(one, one.s.substring(0, 4))"
          lengths: !cel "secrets.map(one, size(one.s))"
      - debug: { var: joined }
      - debug: { var: upper }
      - debug: { msg: "{{# cut }}{{ . }} {{/ cut }}" }
      - fail: { msg: "bad: {{ item }}" }
        ignore_errors: true
        loop: "{{ upper }}"
      - fail: { msg: "no good: {{ item.s }}" }
        ignore_errors: true
        loop: "{{ secrets }}"
      - assert: { that: "size(secrets) == 0", fail_msg: "one of {{ joined }}" }
        ignore_errors: true
      - file: { path: "/no/such/{{ item.n }}/{{ item.hex }}" }
        ignore_errors: true
        loop: "{{ secrets }}"
      - command: { cmd: cat, stdin: "{{ joined }}" }
        no_log: true
        register: quiet
      - debug: { var: quiet }
      - command: cat "{{ root }}/said-by-the-host"
        register: said
      - debug: { var: said.stdout_lines }
      - debug: { var: said.stdout }
      - shell: tail -n 20 "{{ root }}/said-by-the-host" >&2; exit 5
        ignore_errors: true
      """;

  @TempDir Path folder;

  private ProgramOutput play(List<String> secrets, String... options) throws IOException {
    var root = Files.createDirectories(folder.resolve("root"));
    var said =
        secrets.stream()
            .flatMap(secret -> SixtySecrets.forms(secret).entrySet().stream())
            .map(form -> form.getKey() + ": " + form.getValue())
            .collect(Collectors.joining("\n", "", "\n"));
    Files.writeString(root.resolve("said-by-the-host"), said);
    Files.writeString(
        folder.resolve("all.mustache"), "{{# secrets }}{{ n }} = {{ s }}\n{{/ secrets }}");
    var vars = new StringBuilder("secrets:\n");
    for (int n = 0; n < secrets.size(); n++) {
      var secret = secrets.get(n);
      vars.append("  - { n: %d, s: !secret %s".formatted(n, SixtySecrets.json(secret)));
      vars.append(", hex: !secret %s".formatted(SixtySecrets.forms(secret).get("hex")));
      var line = n + ": " + secret.lines().findFirst().orElseThrow();
      vars.append(", line: !secret %s }\n".formatted(SixtySecrets.json(line)));
    }
    Files.writeString(folder.resolve("secrets.yml"), vars);
    var hosts = folder.resolve("hosts.yml");
    Files.writeString(hosts, "all: { hosts: { local: { connection: local } } }\n");
    var site = folder.resolve("site.yml");
    Files.writeString(
        site, "- hosts: all\n  vars_files: [secrets.yml]\n  tasks:\n" + TASKS.indent(4));
    var words = new ArrayList<>(List.of("play", site.toString(), "-i", hosts.toString()));
    words.addAll(List.of("-e", "root=" + root));
    words.addAll(List.of(options));
    return ProgramOutput.of(words.toArray(String[]::new));
  }

  private static void assertNoneSeen(ProgramOutput programOutput) {
    var output = programOutput.out() + programOutput.err();
    assertTrue(output.contains("********"), output);
    assertEquals(List.of(), SixtySecrets.seen(OLD, output));
    assertEquals(List.of(), SixtySecrets.seen(NEW, output));
  }

  @Test
  void noneOfSixtySecretsIsSeen() throws Exception {
    assertEquals(60, OLD.size());
    assertNoneSeen(play(OLD, "--check", "--diff", "-v"));
    var first = play(OLD, "--diff", "-v");
    assertEquals(0, first.status(), first::toString);
    assertNoneSeen(first);

    // The host has the old secrets now, which this inventory does not know.
    assertNoneSeen(withoutOld(play(NEW, "--check", "--diff", "-v")));
    assertNoneSeen(withoutOld(play(NEW, "--diff")));

    var files = IntStream.range(0, 60).mapToObj(n -> "copy-" + n).collect(Collectors.toList());
    files.addAll(List.of("all", "lines"));
    for (var file : files) {
      var mode = Files.getPosixFilePermissions(folder.resolve("root").resolve(file));
      assertEquals("rw-------", PosixFilePermissions.toString(mode), file);
    }
  }

  private static ProgramOutput withoutOld(ProgramOutput programOutput) {
    assertTrue(
        programOutput.out().contains("content not shown, because it comes from a secret"),
        programOutput::toString);
    return programOutput;
  }
}
