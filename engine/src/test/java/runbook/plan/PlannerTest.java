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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.Endpoint;
import runbook.inventory.Inventory;
import runbook.module.param.Content;
import runbook.plan.Prepared.Decision;
import runbook.playbook.PlaybookReader;
import runbook.playbook.Stock;
import runbook.playbook.Task;
import runbook.text.Problems;
import runbook.text.Snippet;
import runbook.text.Source;
import runbook.value.Secrets;
import runbook.value.Unknown;

class PlannerTest {

  private static final String HOSTS =
      """
      all:
        vars: {level: all, port: 80}
        children:
          web:
            vars: {level: web}
            hosts:
              web1: {level: web1, address: 10.0.0.1}
              web2:
              web3:
          db:
            hosts: {db1: }
      """;

  @TempDir Path folder;

  private final Secrets secrets = new Secrets();
  private TaskPreparation preparation;

  private Plan plan(String playbook) throws IOException {
    return plan(playbook, HOSTS, Selection.ALL);
  }

  private Plan plan(String playbook, String hosts, Selection selection) throws IOException {
    Files.writeString(folder.resolve("site.yml"), playbook);
    var problems = new Problems();
    var inventory = Inventory.read(List.of(new Source("hosts.yml", hosts)), problems);
    var book = new PlaybookReader(Stock.MODULES).read(folder.resolve("site.yml"), problems);
    preparation = new TaskPreparation(Stock.MODULES, folder);
    var plan =
        new Planner(preparation, secrets).plan(book.orElseThrow(), inventory, selection, problems);
    assertEquals("", problems.all().stream().map(Snippet::of).collect(Collectors.joining("\n")));
    return plan.orElseThrow();
  }

  private Prepared prepared(Plan plan, int host, int task) {
    var play = plan.plays().getFirst();
    return preparation.prepare(
        (Task) play.play().elements().get(task), play.hosts().get(host).scope());
  }

  private String command(Plan plan, int host) {
    var ready = (Prepared.Ready) prepared(plan, host, 0);
    return ((Stock.Command) ((Decision.Run) ready.calls().getFirst().decision()).module()).cmd();
  }

  private static Selection limit(String limit) {
    return new Selection(Optional.of(limit), List.of(), List.of(), List.of());
  }

  private static Selection tags(String tags, String skipTags) {
    return new Selection(
        Optional.empty(),
        tags.isEmpty() ? List.of() : List.of(tags),
        skipTags.isEmpty() ? List.of() : List.of(skipTags),
        List.of());
  }

  private static Selection extra(String... extraVars) {
    return new Selection(Optional.empty(), List.of(), List.of(), List.of(extraVars));
  }

  private static final String ECHO_LEVEL =
      """
      - hosts: web
        tasks:
          - command: "{{ level }} {{ host.name }} {{ host.address }}"
      """;

  @Test
  void variablesComeFromTheGroupThenTheHostThenThePlayThenTheTaskThenTheCommandLine()
      throws IOException {
    var plan = plan(ECHO_LEVEL);
    assertEquals("web1 web1 10.0.0.1", command(plan, 0));
    assertEquals("web web2 web2", command(plan, 1));

    var play = ECHO_LEVEL.replace("  tasks:", "  vars: {level: play}\n  tasks:");
    assertEquals("play web1 10.0.0.1", command(plan(play), 0));
    var task = play + "      vars: {level: task}\n";
    assertEquals("task web1 10.0.0.1", command(plan(task), 0));
    assertEquals("9 web1 10.0.0.1", command(plan(task, HOSTS, extra("level=9")), 0));
  }

  @Test
  void theVariablesOfTheCommandLineHaveThreeForms() throws IOException {
    var yaml = Files.writeString(folder.resolve("extra.yml"), "level: file\n");
    assertEquals("file web1 10.0.0.1", command(plan(ECHO_LEVEL, HOSTS, extra("@" + yaml)), 0));
    assertEquals(
        "json web1 10.0.0.1", command(plan(ECHO_LEVEL, HOSTS, extra("{\"level\": \"json\"}")), 0));
    assertEquals(
        "two words web1 10.0.0.1",
        command(plan(ECHO_LEVEL, HOSTS, extra("port=1 level='two words'")), 0));

    var flag = "- hosts: web\n  tasks:\n    - command: x\n      when: flag && mode == '0644'\n";
    var plan = plan(flag, HOSTS, extra("flag=false mode=0644"));
    assertInstanceOf(Prepared.Skipped.class, prepared(plan, 0, 0));
    plan = plan(flag, HOSTS, extra("flag=true mode=0644"));
    assertInstanceOf(Prepared.Ready.class, prepared(plan, 0, 0));
  }

  @Test
  void runbooksOwnVariablesAreThere() throws IOException {
    var plan =
        plan(
            """
            - hosts: web
              tasks:
                - command: >-
                    {{ inventory_hostname }} {{#group_names}}{{.}}{{/group_names}}
                    {{ groups.web.1 }} {{ hostvars.web1.level }} {{ hostvars.web1.host.address }}
                    {{#play_hosts}}{{.}},{{/play_hosts}}
            """,
            HOSTS,
            limit("web2,web3,db1"));

    assertEquals("web2 web web2 web1 10.0.0.1 web2,web3,", command(plan, 0));
  }

  @Test
  void whatAHostTellsIsUnknownBeforeItIsConnected() throws IOException {
    var plan =
        plan(
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

    assertEquals(new Prepared.Uncertain("what the host tells at login"), prepared(plan, 0, 0));
    assertEquals(new Prepared.Uncertain("what the host tells at login"), prepared(plan, 0, 1));
  }

  @Test
  void aLoopIsPreparedItemByItem() throws IOException {
    var plan =
        plan(
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

    var ready = (Prepared.Ready) prepared(plan, 0, 0);
    assertTrue(ready.looped());
    assertEquals(List.of("ann", "bob"), ready.calls().stream().map(Prepared.Call::item).toList());
    assertEquals(new Decision.Run(new Stock.Command("ann")), ready.calls().getFirst().decision());
    assertEquals(new Decision.Skip("item.on"), ready.calls().getLast().decision());
    var unsure = (Prepared.Ready) prepared(plan, 0, 1);
    assertInstanceOf(Decision.Run.class, unsure.calls().getFirst().decision());
    assertInstanceOf(Decision.Unsure.class, unsure.calls().getLast().decision());
    assertInstanceOf(Prepared.Skipped.class, prepared(plan, 0, 2));
    assertEquals(new Prepared.Ready(List.of(), true), prepared(plan, 0, 3));
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
        plan(
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
    var ready = (Prepared.Ready) prepared(plan, 1, 2);
    var module = (Stock.Template) ((Decision.Run) ready.calls().getFirst().decision()).module();
    assertEquals(Content.of("web"), module.src().content());
  }

  private Content copied(Plan plan, int host, int task) {
    var ready = (Prepared.Ready) prepared(plan, host, task);
    var module = (Stock.Copy) ((Decision.Run) ready.calls().getFirst().decision()).module();
    return module.src().orElseThrow().content();
  }

  @Test
  void aLimitLeavesFewerHostsButAQuorumIsOfAll() throws IOException {
    var plan = plan(ECHO_LEVEL, HOSTS, limit("web*:!web3"));

    var play = plan.plays().getFirst();
    assertEquals(List.of("web1", "web2"), play.hosts().stream().map(PlannedHost::name).toList());
    assertEquals(3, play.matched());
  }

  @Test
  void thePatternOfAPlayMayBeAVariable() throws IOException {
    var plan =
        plan("- hosts: \"{{ target }}\"\n  tasks:\n    - command: x\n", HOSTS, extra("target=db"));

    assertEquals("db1", plan.plays().getFirst().hosts().getFirst().name());
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
  void tagsChooseWhatRuns() throws IOException {
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
    return plan(TAGGED, HOSTS, tags(tags, skipTags)).plays().getFirst().play().elements().stream()
        .map(element -> element.name())
        .collect(Collectors.joining(" "));
  }

  @Test
  void thePlansTextListsHostsAndTasks() throws IOException {
    var plan = plan(TAGGED);

    assertEquals(
        """
        web (3 hosts)
          web1
          web2
          web3
        """,
        Listing.hosts(plan));
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
        Listing.tasks(plan));
  }

  @Test
  void theInventorySaysHowAHostIsReached() throws IOException {
    var key = Files.writeString(folder.resolve("key"), "");
    var plan =
        plan(
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
            Selection.ALL);

    var a = plan.plays().getFirst().hosts().getFirst();
    assertEquals("a.example.net", a.endpoint().address());
    assertEquals(2222, a.endpoint().port().orElseThrow());
    assertEquals(List.of(key), a.endpoint().keys());
    assertEquals(Optional.of("app"), a.become().user());
    assertEquals("hunter22", a.becomePassword().orElseThrow().value());
    assertEquals("is ********", secrets.mask("is hunter22"));
    var b = plan.plays().getFirst().hosts().getLast();
    assertEquals(Endpoint.Kind.LOCAL, b.endpoint().kind());
    assertEquals("b", b.endpoint().address());
  }

  @Test
  void aPrivateKeyThatIsMissingIsAProblemOfThoseWhoNeedIt() throws IOException {
    var hosts = "all:\n  hosts:\n    a: {key: /nowhere/key}\n    b:\n";
    var problems = new Problems();
    var inventory = Inventory.read(List.of(new Source("hosts.yml", hosts)), problems);
    Files.writeString(folder.resolve("site.yml"), "- hosts: all\n  tasks:\n    - command: x\n");
    var book = new PlaybookReader(Stock.MODULES).read(folder.resolve("site.yml"), problems);
    var planner = new Planner(new TaskPreparation(Stock.MODULES, folder), secrets);

    assertTrue(planner.plan(book.orElseThrow(), inventory, limit("b"), problems).isPresent());
    assertTrue(planner.plan(book.orElseThrow(), inventory, Selection.ALL, problems).isEmpty());
    assertEquals(
        List.of("hosts.yml:3:14 there is no private key '/nowhere/key' for 'a'"),
        problems.all().stream().map(p -> p.at() + " " + p.message()).toList());
  }

  @Test
  void aRunPreparesWithWhatHasBecomeKnown() throws IOException {
    var plan =
        plan(
            """
            - hosts: web1
              tasks:
                - command: x
                  register: seen
                - command: "{{ seen.stdout }}"
                  when: seen.rc == 0 && host.os == 'debian'
            """);
    var task = (Task) plan.plays().getFirst().play().elements().get(1);
    var scope =
        plan.plays()
            .getFirst()
            .hosts()
            .getFirst()
            .scope()
            .with("host", Map.of("os", "debian"))
            .with("seen", Map.of("rc", 0L, "stdout", "out"));

    var ready = (Prepared.Ready) preparation.prepare(task, scope);
    assertEquals(new Decision.Run(new Stock.Command("out")), ready.calls().getFirst().decision());
    var other = scope.with("seen", new Unknown("not run in check mode"));
    assertEquals(new Prepared.Uncertain("not run in check mode"), preparation.prepare(task, other));
    var refused =
        (Prepared.Refused) preparation.prepare(task, scope.with("seen", Map.of("rx", 0L)));
    assertEquals(
        List.of("'seen' has no 'stdout'", "there is no 'rc' here"),
        refused.problems().stream().map(p -> p.message()).toList());
  }
}
