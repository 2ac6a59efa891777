package runbook.playbook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.value.Condition;
import runbook.yaml.Node;

class PlaybookReaderTest {

  @TempDir Path folder;

  private Play read(String text) throws IOException {
    var problems = new Problems();
    Files.writeString(folder.resolve("site.yml"), text);
    var playbook =
        new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);
    assertEquals(List.of(), problems.all().stream().map(Problem::message).toList());
    return playbook.orElseThrow().plays().getFirst();
  }

  private List<String> problemsOf(String text) throws IOException {
    var problems = new Problems();
    Files.writeString(folder.resolve("site.yml"), text);
    new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);
    return problems.all().stream().map(Problem::message).toList();
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  @Test
  void rolesThatDependOnEachOtherAreRefused() throws IOException {
    for (var role : List.of("a", "b")) {
      write("roles/" + role + "/tasks/main.yml", "- folder: {path: /srv, mode: \"0700\"}\n");
    }
    write("roles/a/meta/main.yml", "dependencies: [b]\n");
    write("roles/b/meta/main.yml", "dependencies: [a]\n");
    assertEquals(List.of("the role 'a' calls itself"), problemsOf("- hosts: web\n  roles: [a]\n"));
  }

  @Test
  void includesThatMultiplyAreRefused() throws IOException {
    var ten = "loop: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    for (int i = 1; i < 7; i++) {
      write(i + ".yml", "- {include_tasks: %d.yml, %s}\n".formatted(i + 1, ten));
    }
    write("7.yml", "- folder: {path: /srv, mode: \"0700\"}\n");
    assertEquals(
        List.of("the includes of this play bring in more than 10,000 lists of tasks"),
        problemsOf("- hosts: web\n  tasks:\n    - {include_tasks: 1.yml, %s}\n".formatted(ten)));
  }

  @Test
  void taskIsReadWithAllKeywords() throws IOException {
    var play =
        read(
            """
            - name: Everything
              hosts: web:&eu
              become: true
              tags: site
              vars: {a: 1}
              tasks:
                - name: Make it
                  folder: {path: /srv, mode: "0700"}
                  when: [a == 1, true]
                  loop: [x, y]
                  register: made
                  become_user: app
                  become_method: su
                  tags: [one, two]
                  notify: Restart
                  changed_when: false
                  failed_when: made.failed
                  ignore_errors: true
                  no_log: true
                  timeout: 1m30s
              handlers:
                - name: Restart
                  command: restart it
            """);

    assertEquals("Everything", play.name());
    assertEquals("web:&eu", play.hosts().raw());
    assertEquals(Set.of("site"), play.tags());
    assertEquals(Optional.of(true), play.become().become());
    assertEquals(Set.of("a"), play.vars().keySet());
    var task = (Task) play.elements().getFirst();
    assertEquals("Make it", task.name());
    assertEquals("folder", task.module().raw());
    assertEquals(8, task.module().at().line());
    assertEquals(List.of("a == 1", "true"), texts(task.inherited().when()));
    assertInstanceOf(Node.Sequence.class, task.settings().loop().orElseThrow());
    assertEquals(Optional.of("made"), task.settings().register());
    assertEquals(
        new BecomeSettings(Optional.empty(), Optional.of("app"), Optional.of("su")),
        task.inherited().become());
    assertEquals(Set.of("one", "two"), task.inherited().tags());
    assertEquals("Restart", task.notifies().getFirst().raw());
    assertEquals(List.of("false"), texts(task.settings().rules().changed().orElseThrow()));
    assertTrue(task.settings().ignoreErrors() && task.settings().noLog());
    assertEquals(Duration.ofSeconds(90), task.settings().timeout());
    assertEquals("command restart it", read(PLAIN).elements().getFirst().name());
    var handler = play.handlers().getFirst();
    assertEquals("cmd", handler.arguments().entries().getFirst().key().raw());
  }

  private static final String PLAIN =
      """
      - hosts: all
        tasks:
          - command: restart it
      """;

  @Test
  void blockPassesKeywordsOn() throws IOException {
    var play =
        read(
            """
            - hosts: all
              tasks:
                - block:
                    - block:
                        - command: a
                          when: c == 3
                          vars: {b: 2}
                          tags: z
                          become_user: app
                      when: b == 2
                      tags: y
                    - barrier: done
                  when: a == 1
                  vars: {a: 1, b: 1}
                  become: true
                  tags: x
            """);

    var task = (Task) play.elements().getFirst();
    assertEquals(List.of("a == 1", "b == 2", "c == 3"), texts(task.inherited().when()));
    assertEquals("2", ((Node.Scalar) task.inherited().vars().get("b")).raw());
    assertEquals(Set.of("a", "b"), task.inherited().vars().keySet());
    assertEquals(
        new BecomeSettings(Optional.of(true), Optional.of("app"), Optional.empty()),
        task.inherited().become());
    assertEquals(Set.of("x", "y", "z"), task.inherited().tags());
    var barrier = (Barrier) play.elements().getLast();
    assertEquals(List.of("a == 1"), texts(barrier.when()));
    assertEquals(Set.of("x"), barrier.tags());
  }

  @Test
  void barrierHasShortAndLongForm() throws IOException {
    var play =
        read(
            """
            - hosts: all
              tasks:
                - barrier: one
                - barrier: {name: two, need: quorum, timeout: 2m, on_failure: continue}
                - barrier: {name: three, need: 2}
                - barrier: {name: four, need: 75%}
            """);

    var barriers = play.elements().stream().map(Barrier.class::cast).toList();
    assertEquals(
        List.of(
            new Barrier.Need.All(),
            new Barrier.Need.Quorum(),
            new Barrier.Need.Count(2),
            new Barrier.Need.Share(75)),
        barriers.stream().map(Barrier::need).toList());
    assertEquals(Barrier.OnFailure.ABORT, barriers.get(0).onFailure());
    assertEquals(Barrier.OnFailure.CONTINUE, barriers.get(1).onFailure());
    assertEquals(Duration.ofMinutes(2), barriers.get(1).timeout());
  }

  @Test
  void gateOfRollingBlockIsRead() throws IOException {
    var play =
        read(
            """
            - hosts: all
              tasks:
                - name: One by one
                  rolling:
                    max_unavailable: 2
                    gate:
                      - command: healthy
                  block:
                    - command: restart
                  when: a == 1
            """);

    var rollingBlock = (RollingBlock) play.elements().getFirst();
    assertEquals("One by one", rollingBlock.name());
    assertEquals(2, rollingBlock.maxUnavailable());
    assertEquals(List.of("a == 1"), texts(rollingBlock.gate().getFirst().inherited().when()));
    assertEquals(List.of("a == 1"), texts(rollingBlock.tasks().getFirst().inherited().when()));
  }

  @Test
  void variablesOfPlayWinOverItsVarsFiles() throws IOException {
    Files.writeString(folder.resolve("a.yml"), "one: a\ntwo: a\nthree: a\n");
    Files.writeString(folder.resolve("b.yml"), "two: b\nthree: b\n");

    var play =
        read(
            """
            - hosts: all
              vars_files: [a.yml, b.yml]
              vars: {three: play}
              tasks:
                - command: x
            """);

    assertEquals(
        "[one=a, two=b, three=play]",
        play.vars().entrySet().stream()
            .map(e -> e.getKey() + "=" + ((Node.Scalar) e.getValue()).raw())
            .toList()
            .toString()
            .replace("\"", ""));
  }

  private static List<String> texts(Condition condition) {
    return condition.expressions().stream().map(Condition.Term::text).toList();
  }
}
