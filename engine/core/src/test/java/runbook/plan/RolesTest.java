package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.module.param.LocalFile;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.PlaybookReader;
import runbook.playbook.RollingBlock;
import runbook.playbook.StandInModules;
import runbook.playbook.Task;
import runbook.text.Problem;
import runbook.text.Problems;

class RolesTest {

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private PlannedSite site(String playbook) throws IOException {
    return PlannedSite.of(folder, playbook);
  }

  private static List<String> names(PlannedSite plannedSite) {
    return plannedSite.play().play().elements().stream().map(PlayElement::name).toList();
  }

  private static StandInModules.Command command(PlannedSite plannedSite, int task) {
    var readyTask = (PreparedTask.ReadyTask) plannedSite.prepared(0, task);
    return (StandInModules.Command) readyTask.calls().getFirst().module().orElseThrow();
  }

  @Test
  void tasksOfRolesRunBetweenPreAndPostTasks() throws IOException {
    write("roles/a/tasks/main.yml", "- command: of a\n");
    write("roles/b/tasks/main.yaml", "- command: of b\n- barrier: met\n");
    var plannedSite =
        site(
            """
            - hosts: web
              post_tasks: [{command: last}]
              tasks: [{command: own}]
              roles: [b, {role: a}]
              pre_tasks: [{command: first}]
            """);

    assertEquals(
        List.of(
            "command first", "command of b", "met", "command of a", "command own", "command last"),
        names(plannedSite));
  }

  @Test
  void keywordsOfRoleApplyToItsTasks() throws IOException {
    write(
        "roles/a/tasks/main.yml",
        """
        - command: x
          when: port > 1
          tags: inner
        - barrier: met
        - rolling: {max_unavailable: 2}
          block: [{command: y}]
        """);
    var play =
        site("""
        - hosts: web
          roles: [{role: a, when: level == 'web', tags: outer, become: true}]
        """)
            .play()
            .play();

    var task = (Task) play.elements().getFirst();
    assertEquals(
        List.of("level == 'web'", "port > 1"),
        task.inherited().when().expressions().stream().map(term -> term.text()).toList());
    assertEquals(Set.of("outer", "inner"), task.inherited().tags());
    assertTrue(task.inherited().become().become().orElseThrow());
    assertEquals(1, ((Barrier) play.elements().get(1)).when().expressions().size());
    var rolled = ((RollingBlock) play.elements().get(2)).tasks().getFirst();
    assertEquals(1, rolled.inherited().when().expressions().size());
  }

  @Test
  void innerVariablesWinAndDefaultsComeLast() throws IOException {
    write("roles/a/defaults/main.yml", "port: 1\nmine: default\nvar: default\nparam: default\n");
    write("roles/a/vars/main.yml", "var: var\nparam: var\n");
    write("roles/a/tasks/main.yml", "- command: '{{ port }} {{ mine }} {{ var }} {{ param }}'\n");
    write("roles/b/defaults/main.yml", "mine: of b\n");
    var plannedSite =
        site(
            """
            - hosts: web
              vars: {var: play, param: play}
              roles:
                - b
                - {role: a, vars: {param: param}}
              tasks:
                - command: "{{ mine }} {{ var }}"
            """);

    assertEquals("80 default var param", command(plannedSite, 0).cmd());
    assertEquals("default play", command(plannedSite, 1).cmd());
  }

  @Test
  void roleIsFoundNextToPlaybookAndNextToItsFolder() throws IOException {
    write("playbooks/roles/near/tasks/main.yml", "- command: near\n");
    write("roles/far/tasks/main.yml", "- command: far\n");
    write("playbooks/here/tasks/main.yml", "- command: here\n");

    var plannedSite =
        PlannedSite.of(folder.resolve("playbooks"), "- hosts: web\n  roles: [near, far, here]\n");

    assertEquals(List.of("command near", "command far", "command here"), names(plannedSite));
  }

  @Test
  void filesOfRoleWinOverFilesOfPlaybook() throws IOException {
    write("roles/a/tasks/main.yml", "- copy: {src: x, dest: /x}\n- copy: {src: y, dest: /y}\n");
    write("roles/a/files/x", "of the role");
    write("files/x", "of the playbook");
    write("files/y", "of the playbook");
    var plannedSite = site("- hosts: web\n  roles: [a]\n  tasks: [{copy: {src: x, dest: /z}}]\n");

    assertEquals("of the role", copied(plannedSite, 0));
    assertEquals("of the playbook", copied(plannedSite, 1));
    assertEquals("of the playbook", copied(plannedSite, 2));
  }

  @Test
  void sharedRoleFindsFilesNextToRolesFolder() throws IOException {
    write(
        "site/roles/a/tasks/main.yml", "- copy: {src: x, dest: /x}\n- copy: {src: y, dest: /y}\n");
    write("site/files/x", "beside the roles");
    write("files/y", "above");
    Files.createDirectories(folder.resolve("site/plays"));

    var plannedSite = PlannedSite.of(folder.resolve("site/plays"), "- hosts: web\n  roles: [a]\n");

    assertEquals("beside the roles", copied(plannedSite, 0));
    assertEquals("above", copied(plannedSite, 1));
  }

  private static String copied(PlannedSite plannedSite, int task) {
    var readyTask = (PreparedTask.ReadyTask) plannedSite.prepared(0, task);
    var copy = (StandInModules.Copy) readyTask.calls().getFirst().module().orElseThrow();
    LocalFile file = copy.src().orElseThrow();
    return file.fileContent().text(100).orElseThrow();
  }

  @Test
  void roleAndPlayCanNotifyHandlerOfRole() throws IOException {
    for (var role : List.of("a", "b")) {
      write("roles/" + role + "/tasks/main.yml", "- command: x\n  notify: Restart\n");
      write("roles/" + role + "/handlers/main.yml", "- {name: Restart, command: of " + role + "}");
    }
    write("roles/c/handlers/main.yml", "- {name: Reload, command: x, notify: Restart all}");
    var play =
        site("""
        - hosts: web
          roles: [a, b, c]
          tasks: [{command: x, notify: [Reload, "b : Restart"]}]
          handlers: [{name: Restart all, command: x}]
        """)
            .play()
            .play();

    assertEquals(
        List.of("a : Restart", "b : Restart", "c : Reload", "Restart all"),
        play.handlers().stream().map(Task::name).toList());
    assertEquals(
        List.of(
            List.of("a : Restart"), List.of("b : Restart"), List.of("c : Reload", "b : Restart")),
        play.tasks().stream()
            .map(task -> task.notifies().stream().map(call -> call.raw()).toList())
            .toList());
  }

  @Test
  void dependencyRunsOnceBeforeRoles() throws IOException {
    write("roles/common/tasks/main.yml", "- command: common {{ x }}\n");
    for (var role : List.of("a", "b")) {
      write("roles/" + role + "/tasks/main.yml", "- command: of " + role);
      write("roles/" + role + "/meta/main.yml", "dependencies: [common]");
    }
    var plannedSite = site("- {hosts: web, vars: {x: 1}, roles: [a, b, common]}");

    assertEquals(
        List.of("command common {{ x }}", "command of a", "command of b"), names(plannedSite));
  }

  @Test
  void roleUsedTwiceHasSeparateBarriersAndHandlers() throws IOException {
    write(
        "roles/a/tasks/main.yml",
        "- {command: x, notify: Restart}\n- barrier: met\n- barrier: again\n");
    write("roles/a/handlers/main.yml", "- {name: Restart, command: 'restart {{ it }}'}");
    var play =
        site("""
        - hosts: web
          roles: [{role: a, vars: {it: 1}}, {role: a, vars: {it: 2}}]
        """)
            .play()
            .play();

    assertEquals(
        List.of("command x", "met", "again", "command x", "met (2)", "again (2)"),
        play.elements().stream().map(PlayElement::name).toList());
    assertEquals(
        List.of("a : Restart", "a : Restart (2)"),
        play.handlers().stream().map(Task::name).toList());
    assertEquals("a : Restart (2)", play.tasks().getLast().notifies().getFirst().raw());
  }

  @Test
  void roleMayIncludeItsOwnFiles() throws IOException {
    write("roles/a/tasks/main.yml", "- include_role: {name: a, tasks_from: more}");
    write("roles/a/tasks/more.yml", "- command: more");

    assertEquals(List.of("command more"), names(site("- {hosts: web, roles: [a]}")));
  }

  @Test
  void unusedFilesOfRoleCauseWarning() throws IOException {
    write("roles/a/tasks/main.yml", "- command: x");
    write("roles/a/handler/main.yml", "- command: x");
    write("roles/a/tests/main.yml", "- command: x");
    write("roles/a/meta/argument_specs.yml", "argument_specs: {main: {}}");
    write("site.yml", "- {hosts: web, roles: [a]}");
    var problems = new Problems();

    var _ = new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);

    assertEquals(List.of(), problems.all());
    assertEquals(
        List.of("a role has no folder 'handler'", "'argument_specs' are ignored"),
        problems.warnings().stream().map(Problem::message).toList());
  }

  @Test
  void roleWithoutTasksIsAProblemWithHint() throws IOException {
    Files.createDirectories(folder.resolve("roles/a/tasks"));
    write("site.yml", "- {hosts: web, roles: [a]}");
    var problems = new Problems();

    var _ = new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);

    var problem = problems.all().getFirst();
    assertEquals("the role 'a' has no 'tasks/main.yml'", problem.message());
    assertEquals("write its tasks to that file", problem.hint());
  }
}
