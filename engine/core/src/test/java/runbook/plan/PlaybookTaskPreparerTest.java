package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.knowledge.Knowledge;
import runbook.knowledge.Known;
import runbook.knowledge.Unknown;
import runbook.module.param.FileContent;
import runbook.plan.PreparedTask.Decision;
import runbook.playbook.StandInModules;
import runbook.playbook.Task;

class PlaybookTaskPreparerTest {

  @TempDir Path folder;

  @Test
  void factsAreUnknownBeforeConnection() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web1
              tasks:
                - command: x
                  when: host.os == 'debian'
                - command: "{{ host.arch }}"
                - command: x
                  register: seen
                - command: "{{ seen.stdout }}"
            """);

    assertEquals(new Unknown<>("what the host reports at login"), decision(plan.prepared(0, 0)));
    assertEquals(new Unknown<>("what the host reports at login"), decision(plan.prepared(0, 1)));
  }

  @Test
  void eachLoopItemIsPrepared() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web1
              vars:
                users: [{name: ann, on: true}, {name: bob, on: false}]
              tasks:
                - command: "{{ item.name }}"
                  loop: "{{ users }}"
                  when: item.on
                - command: "{{ item }}"
                  loop: [a, "{{ host.os }}"]
                - command: "{{ item }}"
                  loop: "{{ groups.nobody }}"
                  when: has(groups.nobody)
                - command: x
                  loop: []
            """);

    var readyTask = (PreparedTask.ReadyTask) plan.prepared(0, 0);
    assertTrue(readyTask.looped());
    assertEquals(
        List.of("ann", "bob"),
        readyTask.calls().stream().map(PreparedTask.PreparedCall::item).toList());
    assertEquals(
        Optional.of(new StandInModules.Command("ann")), readyTask.calls().getFirst().module());
    assertEquals(new Known<>(new Decision.Skip("item.on")), readyTask.calls().getLast().decision());
    var unsure = (PreparedTask.ReadyTask) plan.prepared(0, 1);
    assertTrue(unsure.calls().getFirst().module().isPresent());
    assertInstanceOf(Unknown.class, unsure.calls().getLast().decision());
    assertInstanceOf(PreparedTask.SkippedTask.class, plan.prepared(0, 2));
    assertEquals(new PreparedTask.ReadyTask(List.of(), true), plan.prepared(0, 3));
  }

  @Test
  void filesAreFoundNextToPlaybookAndReadOnce() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("files/a"), "first");
    Files.writeString(folder.resolve("a"), "second");
    Files.writeString(folder.resolve("b"), "third");
    Files.writeString(folder.resolve("templates/t"), "{{ level }}");
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web
              tasks:
                - copy: {src: a, dest: /a}
                - copy: {src: b, dest: /b}
                - template: {src: t, dest: /t}
            """);

    var first = copied(plan, 0, 0);
    assertEquals(FileContent.of("first"), first);
    assertSame(first, copied(plan, 1, 0));
    assertEquals(FileContent.of("third"), copied(plan, 0, 1));
    var readyTask = (PreparedTask.ReadyTask) plan.prepared(1, 2);
    var module = (StandInModules.Template) readyTask.calls().getFirst().module().orElseThrow();
    assertEquals(FileContent.of("web"), module.src().fileContent());
  }

  private FileContent copied(PlannedSite plan, int host, int task) {
    var readyTask = (PreparedTask.ReadyTask) plan.prepared(host, task);
    var module = (StandInModules.Copy) readyTask.calls().getFirst().module().orElseThrow();
    return module.src().orElseThrow().fileContent();
  }

  @Test
  void runPreparesTasksWithNewFacts() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web1
              tasks:
                - command: x
                  register: seen
                - command: "{{ seen.stdout }}"
                  when: seen.rc == 0 && host.os == 'debian'
            """);
    var task = (Task) plan.play().play().elements().get(1);
    var variableScope =
        plan.play()
            .hosts()
            .getFirst()
            .variableScope()
            .with("host", Map.of("os", "debian"))
            .with("seen", Map.of("rc", 0L, "stdout", "out"));

    var readyTask = (PreparedTask.ReadyTask) plan.preparation().prepare(task, variableScope);
    assertEquals(
        Optional.of(new StandInModules.Command("out")), readyTask.calls().getFirst().module());
    var other = variableScope.with("seen", new Unknown<>("not run in check mode"));
    assertEquals(
        new Unknown<>("not run in check mode"), decision(plan.preparation().prepare(task, other)));
    var invalidTask =
        (PreparedTask.InvalidTask)
            plan.preparation().prepare(task, variableScope.with("seen", Map.of("rx", 0L)));
    assertEquals(
        List.of("'seen' has no 'stdout'", "there is no 'rc' here"),
        invalidTask.problems().stream().map(p -> p.message()).toList());
  }

  private static Knowledge<Decision> decision(PreparedTask preparedTask) {
    return ((PreparedTask.ReadyTask) preparedTask).calls().getFirst().decision();
  }
}
