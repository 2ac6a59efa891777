package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariablesTest {

  private static final String ECHO_LEVEL =
      """
      - hosts: web
        tasks:
          - command: "{{ level }} {{ host.name }} {{ host.address }}"
      """;

  @TempDir Path folder;

  @Test
  void laterSourcesOfVariablesWin() throws IOException {
    var plan = PlannedSite.of(folder, ECHO_LEVEL);
    assertEquals("web1 web1 10.0.0.1", plan.command(0));
    assertEquals("web web2 web2", plan.command(1));

    var play = ECHO_LEVEL.replace("  tasks:", "  vars: {level: play}\n  tasks:");
    assertEquals("play web1 10.0.0.1", PlannedSite.of(folder, play).command(0));
    var task = play + "      vars: {level: task}\n";
    assertEquals("task web1 10.0.0.1", PlannedSite.of(folder, task).command(0));
    assertEquals(
        "9 web1 10.0.0.1", PlannedSite.of(folder, task, PlannedSite.extra("level=9")).command(0));
  }

  @Test
  void extraVarsHaveThreeForms() throws IOException {
    var yaml = Files.writeString(folder.resolve("extra.yml"), "level: file\n");
    assertEquals(
        "file web1 10.0.0.1",
        PlannedSite.of(folder, ECHO_LEVEL, PlannedSite.extra("@" + yaml)).command(0));
    assertEquals(
        "json web1 10.0.0.1",
        PlannedSite.of(folder, ECHO_LEVEL, PlannedSite.extra("{\"level\": \"json\"}")).command(0));
    assertEquals(
        "two words web1 10.0.0.1",
        PlannedSite.of(folder, ECHO_LEVEL, PlannedSite.extra("port=1 level='two words'"))
            .command(0));
    assertEquals(
        "is web1 web1 10.0.0.1",
        PlannedSite.of(folder, ECHO_LEVEL, PlannedSite.extra("level='is {{ inventory_hostname }}'"))
            .command(0));
    assertEquals(
        "on-web1 web1 10.0.0.1",
        PlannedSite.of(
                folder, ECHO_LEVEL, PlannedSite.extra("level=on-{{ inventory_hostname }} port=1"))
            .command(0));

    var flag = "- hosts: web\n  tasks:\n    - command: x\n      when: flag && mode == '0644'\n";
    var plan = PlannedSite.of(folder, flag, PlannedSite.extra("flag=false mode=0644"));
    assertInstanceOf(PreparedTask.SkippedTask.class, plan.prepared(0, 0));
    plan = PlannedSite.of(folder, flag, PlannedSite.extra("flag=true mode=0644"));
    assertInstanceOf(PreparedTask.ReadyTask.class, plan.prepared(0, 0));
  }

  @Test
  void builtInVariablesAreDefined() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web
              tasks:
                - command: >-
                    {{ inventory_hostname }} {{#group_names}}{{.}}{{/group_names}}
                    {{ groups.web.1 }} {{ hostvars.web1.level }} {{ hostvars.web1.host.address }}
                    {{#play_hosts}}{{.}},{{/play_hosts}}
            """,
            PlannedSite.limit("web2,web3,db1"));

    assertEquals("web2 web web2 web1 10.0.0.1 web2,web3,", plan.command(0));
  }

  @Test
  void conditionsSeeVariablesOfOtherHosts() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            """
            - hosts: web
              tasks:
                - command: x
                  when:
                    - hostvars['web1'].level == 'web1' && hostvars.web1.host.name == 'web1'
                    - groups['web'].all(h, hostvars[h].port == 80)
                    - inventory_hostname == play_hosts[1] && 'web' in group_names
                    - "!has(hostvars.web1.nothing)"
            """);

    assertInstanceOf(PreparedTask.ReadyTask.class, plan.prepared(1, 0));
    assertInstanceOf(PreparedTask.SkippedTask.class, plan.prepared(0, 0));
  }

  @Test
  void hostPatternMayBeVariable() throws IOException {
    var plan =
        PlannedSite.of(
            folder,
            "- hosts: \"{{ target }}\"\n  tasks:\n    - command: x\n",
            PlannedSite.extra("target=db"));

    assertEquals("db1", plan.play().hosts().getFirst().name());
  }
}
