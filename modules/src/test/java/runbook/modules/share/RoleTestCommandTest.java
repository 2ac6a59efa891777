package runbook.modules.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.modules.play.ProgramOutput;

class RoleTestCommandTest {

  private static final String EXAMPLE = "- hosts: all\n  roles: [web]\n";

  @TempDir Path folder;
  private TrialProject project;

  @BeforeEach
  void prepare() throws Exception {
    project = TrialProject.in(folder);
  }

  private ProgramOutput test(String role) {
    return ProgramOutput.of(
        "role", "test", path("roles/" + role), "-i", path("hosts.yml"), "--no-lab");
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static void assertBroken(ProgramOutput said, String law, String why) {
    assertEquals(1, said.status(), said::toString);
    var lines = said.out().lines().toList();
    var broken = lines.stream().filter(line -> line.startsWith("BROKEN")).toList();
    assertEquals(1, broken.size(), said::toString);
    assertTrue(broken.getFirst().endsWith(": " + law), said::toString);
    assertTrue(lines.get(lines.indexOf(broken.getFirst()) + 1).contains(why), said::toString);
  }

  @Test
  void newRoleKeepsAllLaws() throws Exception {
    assertEquals(0, ProgramOutput.of("role", "new", "web", "--roles", path("roles")).status());
    project.write(
        "roles/web/examples/short.yml",
        "- hosts: all\n  roles:\n    - {role: web, vars: {greeting_path: "
            + path("short")
            + ", greeting_style: short}}\n");
    project.write(
        "roles/web/examples/default.yml",
        EXAMPLE + "  vars: {greeting_path: " + path("usual") + "}\n");
    var said = test("web");
    assertEquals(0, said.status(), said::toString);
    assertEquals(
        8, said.out().lines().filter(line -> line.startsWith("holds")).count(), said::toString);
  }

  @Test
  void roleThatAlwaysChangesSomethingIsNamedWithItsTask() throws Exception {
    project.write("roles/web/tasks/main.yml", "- name: Say it\n  command: 'true'\n");
    project.write("roles/web/examples/default.yml", EXAMPLE);
    assertBroken(
        test("web"), "a second play changes nothing", "here: Say it at " + path("roles/web/tasks"));
  }

  @Test
  void roleThatFailsIsBroken() throws Exception {
    project.write("roles/web/tasks/main.yml", "- command: 'false'\n");
    project.write("roles/web/examples/default.yml", EXAMPLE);
    var said = test("web");
    assertEquals(1, said.status(), said::toString);
    assertTrue(said.out().contains("it can be checked and played\n        exit"), said::toString);
  }

  @Test
  void roleWithoutExamplesIsRefused() throws Exception {
    project.write("roles/web/tasks/main.yml", "- command: 'true'\n");
    var said = test("web");
    assertEquals(64, said.status(), said::toString);
    assertTrue(said.err().contains("there is no folder " + path("roles/web/examples")));
  }
}
