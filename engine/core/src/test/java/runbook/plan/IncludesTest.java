package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.RollingBlock;
import runbook.playbook.StandInModules;
import runbook.playbook.Task;

class IncludesTest {

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private PlannedSite site(String tasks) throws IOException {
    return PlannedSite.of(folder, "- hosts: web\n  tasks:\n" + tasks.indent(4));
  }

  private static List<String> commands(PlannedSite plannedSite) {
    return plannedSite.play().play().elements().stream()
        .map(playElement ->
            plannedSite.preparation().prepare((Task) playElement, scope(plannedSite)))
        .map(PreparedTask.ReadyTask.class::cast)
        .flatMap(readyTask -> readyTask.calls().stream())
        .map(preparedCall -> ((StandInModules.Command) preparedCall.module().orElseThrow()).cmd())
        .toList();
  }

  private static runbook.value.VariableScope scope(PlannedSite plannedSite) {
    return plannedSite.play().hosts().getFirst().variableScope();
  }

  @Test
  void tasksAreInsertedAtTheInclude() throws IOException {
    write("tasks/a.yml", "- command: a\n- import_tasks: sub/b.yml\n");
    write("tasks/sub/b.yml", "- command: b\n- include_tasks: {file: c.yml}\n");
    write("tasks/sub/c.yml", "");

    var plannedSite =
        site("- include_tasks: tasks/a.yml\n- command: last\n- include_tasks: tasks/a.yml");

    assertEquals(List.of("a", "b", "last", "a", "b"), commands(plannedSite));
  }

  @Test
  void keywordsOfIncludeApplyToItsTasks() throws IOException {
    write(
        "a.yml",
        """
        - command: "{{ x }}"
          when: x == 'here'
          tags: inner
          vars: {y: 1}
        - barrier: met
        - rolling: {max_unavailable: 2, gate: [{command: gate}]}
          block: [{command: y}]
        """);
    var plannedSite =
        site("- {include_tasks: a.yml, when: x != 'there', vars: {x: here}, tags: outer}");

    var elements = plannedSite.play().play().elements();
    var task = (Task) elements.getFirst();
    assertEquals(2, task.inherited().when().expressions().size());
    assertEquals(Set.of("outer", "inner"), task.inherited().tags());
    assertEquals(Set.of("x", "y"), task.inherited().vars().keySet());
    var barrier = assertInstanceOf(Barrier.class, elements.get(1));
    assertEquals(Set.of("x"), barrier.vars().keySet());
    assertEquals(
        1,
        ((RollingBlock) elements.get(2)).gate().getFirst().inherited().when().expressions().size());
  }

  @Test
  void loopIncludesFileForEachItem() throws IOException {
    write("of-a.yml", "- command: first {{ item }}");
    write(
        "of-b.yml",
        """
        - command: second {{ name }} {{ item }}
          loop: [1, 2]
        - command: "{{ port }} {{ both }}"
        """);

    var plannedSite =
        site(
            """
            - include_tasks: of-{{ item }}.yml
              loop: [a, b]
              vars: {name: "the {{ item }}", both: "{{ item }}{{ port }}"}
            """);

    assertEquals(
        List.of("first a", "second the b 1", "second the b 2", "80 b80"), commands(plannedSite));
  }

  @Test
  void fileIncludedTwiceHasSeparateBarriers() throws IOException {
    write("a.yml", "- barrier: met\n- {rolling: {}, name: roll, block: [{command: y}]}\n");

    var plannedSite = site("- include_tasks: a.yml\n  loop: [1, 2]\n");

    assertEquals(
        List.of("met", "roll", "met (2)", "roll (2)"),
        plannedSite.play().play().elements().stream().map(PlayElement::name).toList());
  }

  @Test
  void aRoleCanBeIncludedAmongTheTasks() throws IOException {
    write("roles/a/tasks/main.yml", "- {command: '{{ x }}', notify: Restart}\n");
    write("roles/a/tasks/other.yml", "- include_tasks: more.yml\n");
    write("roles/a/tasks/more.yml", "- command: more {{ x }}");
    write("roles/a/handlers/main.yml", "- {name: Restart, command: 'restart {{ x }}'}");
    write("roles/a/defaults/main.yml", "x: default");

    var plannedSite =
        site(
            """
            - command: first
            - include_role: {name: a}
            - import_role: {name: a, tasks_from: other}
              vars: {x: "{{ item }}"}
              loop: [1]
            - include_role: {name: a}
            """);

    assertEquals(List.of("first", "default", "more 1", "default"), commands(plannedSite));
    assertEquals(
        List.of("a : Restart", "a : Restart (2)"),
        plannedSite.play().play().handlers().stream().map(Task::name).toList());
  }

  @Test
  void handlersCanBeIncluded() throws IOException {
    write("handlers/all.yml", "- {name: Restart, command: x}");

    var plannedSite =
        PlannedSite.of(
            folder,
            """
            - hosts: web
              tasks: [{command: x, notify: Restart}]
              handlers: [{import_tasks: handlers/all.yml}]
            """);

    assertEquals("Restart", plannedSite.play().play().handlers().getFirst().name());
  }
}
