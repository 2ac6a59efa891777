package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Endpoint;
import runbook.inventory.Inventory;
import runbook.playbook.PlaybookReader;
import runbook.playbook.StandInModules;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.value.SecretMasker;

class PlannerTest {

  private static final String ECHO_LEVEL =
      """
      - hosts: web
        tasks:
          - command: "{{ level }} {{ host.name }} {{ host.address }}"
      """;

  @TempDir Path folder;

  private final SecretMasker secretMasker = new SecretMasker();

  @Test
  void quorumCountsHostsOutsideTheLimit() throws IOException {
    var plan = PlannedSite.of(folder, ECHO_LEVEL, PlannedSite.limit("web*:!web3"));

    var play = plan.play();
    assertEquals(List.of("web1", "web2"), play.hosts().stream().map(PlannedHost::name).toList());
    assertEquals(3, play.matched());
  }

  private static final String TAGGED =
      """
      - hosts: web
        tasks:
          - {name: plain, command: x}
          - {name: one, command: x, tags: one}
          - {name: always, command: x, tags: always}
          - {name: never, command: x, tags: [never, debug]}
          - barrier: meet
          - name: roll
            rolling: {gate: [{name: gate, command: x}]}
            block:
              - {name: two, command: x, tags: two}
            tags: rolled
      """;

  @Test
  void tagsSelectTasks() throws IOException {
    assertEquals("plain one always meet roll", chosen("", ""));
    assertEquals("one always meet", chosen("one", ""));
    assertEquals("always meet roll", chosen("two", ""));
    assertEquals("always meet roll", chosen("rolled", ""));
    assertEquals("always never meet", chosen("debug", ""));
    assertEquals("one always never meet roll", chosen("one, debug,two", ""));
    assertEquals("plain always meet roll", chosen("", "one"));
    assertEquals("plain one meet", chosen("", "always,rolled"));
    assertEquals("plain always meet", chosen("untagged", ""));
    assertEquals("one always meet roll", chosen("tagged", ""));
  }

  private String chosen(String tags, String skipTags) throws IOException {
    return PlannedSite.of(folder, TAGGED, PlannedSite.tags(tags, skipTags))
        .play()
        .play()
        .elements()
        .stream()
        .map(playElement -> playElement.name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void planListsHostsAndTasks() throws IOException {
    var plan = PlannedSite.of(folder, TAGGED);

    assertEquals(
        """
        web (3 hosts)
          web1
          web2
          web3
        """,
        PlanListing.hosts(plan.plan()));
    assertEquals(
        """
        web (3 hosts)
          plain
          one  [one]
          always  [always]
          barrier: meet
          rolling: roll  [rolled]
            gate: gate  [rolled]
            two  [rolled, two]
        """,
        PlanListing.tasks(plan.plan()));
  }

  @Test
  void connectionSettingsComeFromInventory() throws IOException {
    var key = Files.writeString(folder.resolve("key"), "");
    var plan =
        PlannedSite.of(
            folder,
            "- hosts: all\n  tasks:\n    - command: x\n",
            """
            all:
              vars: {domain: example.net, secret_word: hunter22}
              hosts:
                a:
                  address: "{{ inventory_hostname }}.{{ domain }}"
                  port: 2222
                  user: root
                  key: %s
                  become: true
                  become_user: app
                  become_password: "{{ secret_word }}"
                b: {connection: local}
            """
                .formatted(key),
            PlanOptions.ALL,
            secretMasker);

    var a = plan.play().hosts().getFirst();
    assertEquals("a.example.net", a.endpoint().address());
    assertEquals(2222, a.endpoint().port().orElseThrow());
    assertEquals(List.of(key), a.endpoint().keys());
    assertEquals(Optional.of("app"), a.become().user());
    assertEquals("hunter22", a.becomePassword().orElseThrow().value());
    assertEquals("is ********", secretMasker.mask("is hunter22"));
    var b = plan.play().hosts().getLast();
    assertEquals(Endpoint.ConnectionType.LOCAL, b.endpoint().connectionType());
    assertEquals("b", b.endpoint().address());
  }

  @Test
  void missingPrivateKeyIsAProblemOfItsHosts() throws IOException {
    var hosts = "all:\n  hosts:\n    a: {key: /nowhere/key}\n    b:\n";
    var problems = new Problems();
    var inventory = Inventory.read(List.of(new Source("hosts.yml", hosts)), problems);
    Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks:\n    - command: x\n");
    var book =
        new PlaybookReader(StandInModules.MODULES).read(folder.resolve("site.yml"), problems);
    var planner = new Planner(new PlaybookTaskPreparer(StandInModules.MODULES), secretMasker);

    assertTrue(
        planner.plan(book.orElseThrow(), inventory, PlannedSite.limit("b"), problems).isPresent());
    assertTrue(planner.plan(book.orElseThrow(), inventory, PlanOptions.ALL, problems).isEmpty());
    assertEquals(
        List.of("hosts.yml:3:14 there is no private key '/nowhere/key' for 'a'"),
        problems.all().stream().map(p -> p.at() + " " + p.message()).toList());
  }
}
