package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.text.Problem;
import runbook.value.SecretMasker;

/** Only unused variables of {@code -e} cause a warning. */
class UnusedExtraVarsTest {

  @TempDir Path folder;

  private List<Problem> unread(String playbook, PlanOptions planOptions) throws IOException {
    return PlannedSite.of(folder, playbook, PlannedSite.HOSTS, planOptions, new SecretMasker())
        .plan()
        .unusedExtraVars();
  }

  private List<Problem> unread(String task) throws IOException {
    return unread(
        "- hosts: web\n  tasks:\n    - " + task.strip().replace("\n", "\n      ") + "\n",
        PlannedSite.extra("port=1"));
  }

  @Test
  void unusedNameCausesWarningWithSuggestion() throws Exception {
    var doubts = unread("command: serve --prot {{ prot }} {{ host.name }}\nvars: {prot: 1}");
    assertEquals(1, doubts.size());
    assertEquals("nothing uses the variable 'port'", doubts.getFirst().message());
    assertEquals("did you mean 'prot'?", doubts.getFirst().hint());
  }

  @Test
  void valueIsNotShown() throws Exception {
    var doubts =
        unread("- hosts: web\n  tasks: [command: x]\n", PlannedSite.extra("pasword=hunter2"));
    assertEquals("pasword", doubts.getFirst().at().source().text());
  }

  @Test
  void settingVariableIsNotUse() throws Exception {
    assertEquals(1, unread("command: port\nregister: port\nvars: {port: port}").size());
  }

  @Test
  void connectionSettingsCauseWarning() throws Exception {
    var doubts =
        unread("- hosts: web\n  tasks: [command: x]\n", PlannedSite.extra("ansible_user=root"));
    assertEquals("-e cannot set 'user': set it in the inventory", doubts.getFirst().hint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: serve {{ port }}",
        "command: x\nwhen: false && port > 1",
        "command: x\nchanged_when: port > 1",
        "command: x\nfailed_when: has(vars.port)",
        "command: x\nuntil: vars['port'] == result.rc",
        "command: x\nloop: '{{ y }}'\nvars: {y: !cel '[port]'}",
        "command: x\nloop: [1]\nwhen: item == port",
        "command: x\nvars: {y: {z: ['{{ port }}']}}",
        "command: x {{# groups.db }}{{ port }}{{/ groups.db }}",
        "command: x {{=<% %>=}} <% port %>",
        "command: x {{ vars.port }} {{ hostvars.db1.port }}",
        "command: x\ndelegate_to: '{{ port }}'\nwhen: false",
        "command: !cel hostvars[groups.db[0]].port",
        "command: !cel hostvars['db1'][\"port\"]",
        "template: {src: conf, dest: /x}",
        "template: {src: taking, dest: /x}\nwhen: false",
      })
  void usedVariableCausesNoWarning(String task) throws Exception {
    Files.writeString(folder.resolve("conf"), "listen {{ port }}\n");
    Files.writeString(folder.resolve("taking"), "{{> conf}}\n");
    assertEquals(List.of(), unread(task));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "command: x\nwhen: vars['po' + 'rt'] == 1",
        "command: x\nwhen: vars.exists(name, name == 'p' + 'ort')",
        "command: x\nwhen: hostvars[inventory_hostname].exists(name, name == 'p' + 'ort')",
        "command: x\nwhen: play_hosts.map(h, hostvars[h]).exists(v, v['po' + 'rt'] == 1)",
        "template: {src: '{{ item }}.conf', dest: /x}\nloop: [a]\nwhen: false",
      })
  void computedNameCountsAsUse(String task) throws Exception {
    assertEquals(List.of(), unread(task));
  }

  @Test
  void templateWithComputedNameIsReadForEachHost() throws Exception {
    Files.writeString(folder.resolve("of-web1"), "{{ one }}");
    Files.writeString(folder.resolve("of-web2"), "{{ two }}");
    Files.writeString(folder.resolve("of-web3"), "three");
    var task =
        """
        - hosts: web
          tasks:
            - template: { src: "of-{{ inventory_hostname }}", dest: /x }
              when: false
        """;
    var doubts = unread(task, PlannedSite.extra("one=1 two=2 three=3"));
    assertEquals(
        List.of("nothing uses the variable 'three'"),
        doubts.stream().map(Problem::message).toList());
  }

  @Test
  void otherPlaysAndUnselectedHostsCountAsUse() throws Exception {
    var both =
        """
        - hosts: web
          tasks: [command: x]
        - hosts: db
          vars: {last: '{{ port }}'}
          tasks:
            - command: "{{ last }}"
              tags: last
        """;
    var web = new PlanOptions(Optional.of("web"), List.of(), List.of("last"), List.of("port=1"));
    assertEquals(List.of(), unread(both, web));
    var hosts = "web: {hosts: {web1: {address: '{{ site }}.net', name: '{{ port }}'}}}";
    var said = PlannedSite.extra("site=a", "port=1");
    assertEquals(
        List.of(),
        PlannedSite.of(
                folder, "- {hosts: web, tasks: [command: x]}", hosts, said, new SecretMasker())
            .plan()
            .unusedExtraVars());
  }

  @Test
  void roleDefaultsHandlersAndTemplatesCountAsUse() throws Exception {
    var role = Files.createDirectories(folder.resolve("roles/app/tasks"));
    Files.writeString(role.resolve("main.yml"), "- command: x\n  notify: again\n");
    var parts = List.of("defaults", "handlers", "templates");
    for (var part : parts) {
      Files.createDirectories(role.resolveSibling(part));
    }
    Files.writeString(role.resolveSibling("defaults").resolve("main.yml"), "a: '{{ one }}'\n");
    Files.writeString(role.resolveSibling("templates").resolve("conf"), "{{ two }}\n");
    Files.writeString(
        role.resolveSibling("handlers").resolve("main.yml"),
        "- {name: again, template: {src: conf, dest: '/{{ three }}'}}\n");
    assertEquals(
        List.of(),
        unread("- {hosts: web, roles: [app]}", PlannedSite.extra("one=1", "two=2", "three=3")));
  }

  @Test
  void otherExtraVarsAndFilesCauseNoWarning() throws Exception {
    var file = Files.writeString(folder.resolve("shared.yml"), "port: 1\nother: 2\n");
    assertEquals(
        List.of(),
        unread(
            "- {hosts: web, tasks: [command: '{{ a }}']}",
            PlannedSite.extra("a={{b}} b=1", "@" + file)));
  }
}
