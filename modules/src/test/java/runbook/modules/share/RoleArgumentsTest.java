package runbook.modules.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.manual.EditorSchema;
import runbook.modules.play.ProgramOutput;
import runbook.playbook.RoleDescription;
import runbook.schema.ModuleRegistry;
import runbook.text.Problems;

class RoleArgumentsTest {

  private static final String ARGUMENTS =
      """
      doc: Serves a site.
      arguments:
        port: { type: integer, required: true, doc: where to listen }
        mode: { type: text, default: quick, choices: [quick, safe] }
        names: { type: list, default: [] }
      """;

  @TempDir Path folder;
  private TrialProject project;

  @BeforeEach
  void prepare() throws IOException {
    project = TrialProject.in(folder);
    project.write("roles/web/arguments.yml", ARGUMENTS);
    project.write("roles/web/tasks/main.yml", "- debug: { msg: '{{ port }} {{ mode }}' }\n");
  }

  private ProgramOutput lint(String site) throws IOException {
    project.write("site.yml", site);
    return ProgramOutput.of("lint", file("site.yml"), "-i", file("hosts.yml"));
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertProblems(ProgramOutput output, int count, String... texts) {
    assertEquals(65, output.status(), output::toString);
    for (var text : texts) {
      assertTrue(output.err().contains(text), () -> text + "\n" + output);
    }
    assertTrue(output.err().contains(count + " problem"), output::toString);
  }

  @Test
  void missingArgumentIsReportedAtTheCallAndOnlyThere() throws Exception {
    var said = lint("- hosts: all\n  tasks:\n    - include_role: web\n");
    assertProblems(
        said, 1, "site.yml:3:21: error: the role 'web' needs 'port'", "hint: where to listen");
  }

  @Test
  void everyCallIsChecked() throws Exception {
    var said =
        lint(
            """
            - hosts: all
              roles:
                - { role: web, vars: { prot: 80 } }
                - { role: web, vars: { port: 80 } }
                - { role: web, vars: { port: "80" } }
                - { role: web, vars: { port: 80, mode: slow, names: a } }
            """);
    assertProblems(
        said,
        4,
        "site.yml:3:15: error: the role 'web' needs 'port'",
        "there is a variable 'prot'; is it meant?",
        "site.yml:5:15: error: the role 'web' wants 'port' to be a whole number, and it is a text",
        "site.yml:6:15: error: the role 'web' wants 'mode' to be one of quick, safe",
        "site.yml:6:15: error: the role 'web' wants 'names' to be a list, and it is a text");
  }

  @Test
  void valuesFromAnywhereCountAndDefaultsApply() throws Exception {
    project.write("group_vars/all.yml", "port: 8080\n");
    assertEquals(0, lint("- hosts: all\n  roles: [web]\n").status());
    var said = ProgramOutput.of("play", file("site.yml"), "-i", file("hosts.yml"), "--check");
    assertTrue(said.out().contains("8080 quick"), said::toString);
  }

  @Test
  void skippedCallsAndValuesOfTheRunAreNotChecked() throws Exception {
    var said =
        lint(
            """
            - hosts: all
              tasks:
                - { command: id -u, register: id, changed_when: false }
                - { include_role: web, when: "inventory_hostname == 'other'" }
                - { include_role: web, vars: { port: "{{ id.rc }}" } }
            """);
    assertEquals(0, said.status(), said::toString);
  }

  @Test
  void valueOfASecretIsNotShown() throws Exception {
    var said = lint("- hosts: all\n  roles: [{role: web, vars: {port: !secret 's3cr3t-p0rt'}}]\n");
    assertProblems(said, 1, "the role 'web' wants 'port' to be a whole number, and it is a text");
    assertFalse(said.err().contains("s3cr3t-p0rt"), said::toString);
  }

  @Test
  void mistakesInTheSpecAreReportedWithTheirLines() throws Exception {
    project.write(
        "roles/web/arguments.yml",
        """
        arguments:
          a: { type: bolean }
          b: { type: list, default: 3 }
          c: { required: true, default: 3 }
          d: { typ: text }
          e: text
          mode: { default: safe }
        """);
    project.write("roles/web/defaults/main.yml", "mode: quick\nport: 1\n");
    assertProblems(
        lint("- hosts: all\n  roles: [web]\n"),
        6,
        "arguments.yml:2:14: error: there is no type 'bolean'",
        "did you mean 'boolean'?",
        "arguments.yml:3:29: error: the default of 'b' must be a list",
        "'c' is required, so its default is never used",
        "an argument has no keyword 'typ'",
        "an argument must be a map",
        "arguments.yml:7:3: error: 'mode' has a default here and in 'defaults'");
  }

  @Test
  void docShowsWhatARoleTakes() {
    var said = ProgramOutput.of("doc", "role", file("roles/web"));
    assertEquals(
        """
        web - Serves a site.

        folder
          %s

        arguments
          port   where to listen
                 a whole number; required
          mode   a text; default quick; one of quick, safe
          names  a list; default []
        """
            .formatted(file("roles/web")),
        said.out());
    var other = ProgramOutput.of("doc", "role", file("roles/wep"));
    assertEquals(64, other.status());
    assertTrue(other.err().contains("there is no role"), other::toString);
  }

  @Test
  void editorsKnowTheArgumentsOfCalls() {
    var problems = new Problems();
    var web = RoleDescription.read("web", folder.resolve("roles/web"), problems).orElseThrow();
    try (var moduleRegistry = ModuleRegistry.load(List.of())) {
      var schema = EditorSchema.of(moduleRegistry, List.of(web)).replaceAll("\\s+", "");
      assertTrue(schema.contains("\"role\":{\"const\":\"web\"}"), schema);
      assertTrue(
          schema.contains("\"port\":{\"description\":\"wheretolisten\",\"anyOf\":[{\"type\":"));
      assertTrue(schema.contains("\"mode\":{\"anyOf\":[{\"enum\":[\"quick\",\"safe\"]}"));
    }
  }

  @Test
  void newRoleCanBePlayedAsItIs() throws Exception {
    var roles = file("roles");
    var said = ProgramOutput.of("role", "new", "hello", "--roles", roles);
    assertEquals(0, said.status(), said::toString);
    assertTrue(said.out().contains("wrote " + roles + "/hello/tasks/main.yml"), said::toString);
    assertEquals(0, lint("- hosts: all\n  roles: [hello]\n").status());

    Files.writeString(folder.resolve("roles/hello/tasks/main.yml"), "- command: true\n");
    var again = ProgramOutput.of("role", "new", "hello", "--roles", roles);
    assertEquals(64, again.status(), again::toString);
    assertTrue(again.err().contains("already exists"), again::toString);
    assertEquals(
        "- command: true\n", Files.readString(folder.resolve("roles/hello/tasks/main.yml")));
  }
}
