package runbook.playbooks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.event.Event;

/** Tests a playbook split into roles, files and other playbooks, on three hosts. */
class SplitPlaybookTest {

  private static final String SITE =
      """
      - hosts: all
        roles:
          - role: page
            vars: {suffix: one}
          - role: page
            vars: {suffix: two}
            when: inventory_hostname != 'etcd1'
        tasks:
          - name: one by one
            rolling: {max_unavailable: 1}
            block:
              - include_tasks: ../tasks/folder.yml
                loop: [x, y]
                vars: {what: "{{ item }}"}
      - import_playbook: ../verify.yml
        vars: {wanted: "{{ greeting }}"}
      """;

  @TempDir private Path folder;

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private String page(String host, String suffix) throws IOException {
    return Files.readString(folder.resolve("root").resolve(host).resolve("page." + suffix));
  }

  @Test
  void splitPlaybookRunsAsCheckedAndMeetsAtEachBarrier() throws IOException, InterruptedException {
    write("plays/seeds/site.yml", SITE);
    write("plays/seeds/group_vars/etcd.yml", "greeting: hello");
    write("plays/seeds/host_vars/etcd2.yml", "greeting: hello from etcd2");
    write(
        "plays/verify.yml",
        """
        - hosts: all
          vars: {wanted: nothing}
          tasks:
            - command: grep "^{{ wanted }} blue$" {{ root }}/page.one
              changed_when: false
        """);
    write("plays/tasks/folder.yml", "- file: {path: '{{ root }}/{{ what }}', state: directory}\n");
    write(
        "plays/roles/page/tasks/main.yml",
        """
        - file: {path: "{{ root }}", state: directory}
        - template: {src: page.mustache, dest: "{{ root }}/page.{{ suffix }}"}
          notify: Tell
        - barrier: pages are there
        """);
    write("plays/roles/page/templates/page.mustache", "{{ greeting }} {{ color }}\n");
    write(
        "plays/roles/page/handlers/main.yml",
        "- {name: Tell, copy: {content: told, dest: '{{ root }}/told.{{ suffix }}'}}\n");
    write("plays/roles/page/defaults/main.yml", "{color: blue, greeting: weak}");

    try (var localInventoryHosts = new LocalInventoryHosts()) {
      var playbookTrial =
          localInventoryHosts.here(folder.resolve("plays/seeds/site.yml"), folder.resolve("root"));
      var predicted = playbookTrial.check();
      var first = playbookTrial.play();
      var second = playbookTrial.play();

      assertEquals(predicted.changes(), first.changes());
      assertEquals(List.of(), second.changes());
      assertEquals(List.of(), second.failures());
      assertEquals(List.of("pages are there", "pages are there (2)"), opened(first.events()));
    }
    assertEquals("hello blue\n", page("etcd1", "one"));
    assertEquals("hello from etcd2 blue\n", page("etcd2", "two"));
    for (var made : List.of("etcd1/x", "etcd3/y", "etcd1/told.one", "etcd2/told.two")) {
      assertEquals(true, Files.exists(folder.resolve("root").resolve(made)), made);
    }
    assertEquals(false, Files.exists(folder.resolve("root/etcd1/told.two")));
  }

  private static List<String> opened(List<Event> events) {
    return events.stream()
        .filter(Event.BarrierOpened.class::isInstance)
        .map(event -> ((Event.BarrierOpened) event).barrier())
        .toList();
  }
}
