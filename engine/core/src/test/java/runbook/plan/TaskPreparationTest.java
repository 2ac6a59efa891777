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
import runbook.module.param.Content;
import runbook.plan.Prepared.Decision;
import runbook.playbook.Stock;
import runbook.playbook.Task;

class TaskPreparationTest {

  @TempDir Path folder;

  @Test
  void whatAHostTellsIsUnknownBeforeItIsConnected() throws IOException {
    var plan =
        Site.of(
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

    assertEquals(new Unknown<>("what the host tells at login"), decision(plan.prepared(0, 0)));
    assertEquals(new Unknown<>("what the host tells at login"), decision(plan.prepared(0, 1)));
  }

  @Test
  void aLoopIsPreparedItemByItem() throws IOException {
    var plan =
        Site.of(
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

    var ready = (Prepared.Ready) plan.prepared(0, 0);
    assertTrue(ready.looped());
    assertEquals(List.of("ann", "bob"), ready.calls().stream().map(Prepared.Call::item).toList());
    assertEquals(Optional.of(new Stock.Command("ann")), ready.calls().getFirst().module());
    assertEquals(new Known<>(new Decision.Skip("item.on")), ready.calls().getLast().decision());
    var unsure = (Prepared.Ready) plan.prepared(0, 1);
    assertTrue(unsure.calls().getFirst().module().isPresent());
    assertInstanceOf(Unknown.class, unsure.calls().getLast().decision());
    assertInstanceOf(Prepared.Skipped.class, plan.prepared(0, 2));
    assertEquals(new Prepared.Ready(List.of(), true), plan.prepared(0, 3));
  }

  @Test
  void filesAreFoundBesideThePlaybookAndReadOnce() throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createDirectories(folder.resolve("templates"));
    Files.writeString(folder.resolve("files/a"), "first");
    Files.writeString(folder.resolve("a"), "second");
    Files.writeString(folder.resolve("b"), "third");
    Files.writeString(folder.resolve("templates/t"), "{{ level }}");
    var plan =
        Site.of(
            folder,
            """
            - hosts: web
              tasks:
                - copy: {src: a, dest: /a}
                - copy: {src: b, dest: /b}
                - template: {src: t, dest: /t}
            """);

    var first = copied(plan, 0, 0);
    assertEquals(Content.of("first"), first);
    assertSame(first, copied(plan, 1, 0));
    assertEquals(Content.of("third"), copied(plan, 0, 1));
    var ready = (Prepared.Ready) plan.prepared(1, 2);
    var module = (Stock.Template) ready.calls().getFirst().module().orElseThrow();
    assertEquals(Content.of("web"), module.src().content());
  }

  private Content copied(Site plan, int host, int task) {
    var ready = (Prepared.Ready) plan.prepared(host, task);
    var module = (Stock.Copy) ready.calls().getFirst().module().orElseThrow();
    return module.src().orElseThrow().content();
  }

  @Test
  void aRunPreparesWithWhatHasBecomeKnown() throws IOException {
    var plan =
        Site.of(
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
    var scope =
        plan.play()
            .hosts()
            .getFirst()
            .scope()
            .with("host", Map.of("os", "debian"))
            .with("seen", Map.of("rc", 0L, "stdout", "out"));

    var ready = (Prepared.Ready) plan.preparation().prepare(task, scope);
    assertEquals(Optional.of(new Stock.Command("out")), ready.calls().getFirst().module());
    var other = scope.with("seen", new Unknown<>("not run in check mode"));
    assertEquals(
        new Unknown<>("not run in check mode"), decision(plan.preparation().prepare(task, other)));
    var refused =
        (Prepared.Refused) plan.preparation().prepare(task, scope.with("seen", Map.of("rx", 0L)));
    assertEquals(
        List.of("'seen' has no 'stdout'", "there is no 'rc' here"),
        refused.problems().stream().map(p -> p.message()).toList());
  }

  private static Knowledge<Decision> decision(Prepared prepared) {
    return ((Prepared.Ready) prepared).calls().getFirst().decision();
  }
}
