package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportedPlaysTest {

  @TempDir Path folder;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private static List<String> names(PlannedSite plannedSite) {
    return plannedSite.plan().plays().stream().map(planned -> planned.play().name()).toList();
  }

  @Test
  void playsAreInsertedAtTheImport() throws IOException {
    write(
        "sub/one.yml",
        "- {hosts: web, name: one, tasks: [{command: x}]}\n- import_playbook: two.yml");
    write("sub/two.yml", "- {hosts: web, name: two, tasks: [{command: x}]}");

    var plannedSite =
        PlannedSite.of(
            folder,
            """
            - {hosts: web, name: first, tasks: [{command: x}]}
            - import_playbook: sub/one.yml
            - {hosts: web, name: last, tasks: [{command: x}]}
            - import_playbook: sub/two.yml
            """);

    assertEquals(List.of("first", "one", "two", "last", "two"), names(plannedSite));
  }

  @Test
  void keywordsOfImportApplyToItsPlays() throws IOException {
    write("a/one.yml", "- {import_playbook: two.yml, vars: {x: middle, y: middle}, tags: b}");
    write(
        "a/two.yml",
        """
        - hosts: "{{ x }}"
          vars: {x: inner, y: inner, z: inner}
          tags: c
          tasks:
            - command: "{{ y }} {{ z }}"
              when: level == 'web'
              notify: Restart
          handlers: [{name: Restart, command: x}]
        """);

    var plannedSite =
        PlannedSite.of(
            folder, "- {import_playbook: a/one.yml, vars: {x: web}, tags: a, when: port == 80}");

    var play = plannedSite.play().play();
    assertEquals("middle inner", plannedSite.command(1));
    assertEquals(Set.of("a", "b", "c"), play.tags());
    assertEquals(
        List.of("port == 80", "level == 'web'"),
        play.tasks().getFirst().inherited().when().expressions().stream()
            .map(term -> term.text())
            .toList());
    assertEquals(List.of(), play.handlers().getFirst().inherited().when().expressions());
  }

  @Test
  void filesAreSearchedNextToImportedPlaybook() throws IOException {
    write("sub/roles/a/tasks/main.yml", "- command: '{{ x }}'");
    write("sub/vars.yml", "x: of the file");
    write("sub/one.yml", "- {hosts: web, vars_files: [vars.yml], roles: [a]}");

    assertEquals(
        "of the file", PlannedSite.of(folder, "- import_playbook: sub/one.yml").command(0));
  }
}
