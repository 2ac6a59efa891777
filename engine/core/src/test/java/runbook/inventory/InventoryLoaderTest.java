package runbook.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

class InventoryLoaderTest {

  private static final String LIST =
      """
      {"web": {"hosts": ["web1", "web2"], "vars": {"port": 8080}},
       "db": ["db1"],
       "site": {"children": ["web", "db"]},
       "ungrouped": {},
       "_meta": {"hostvars": {"web1": {"ansible_host": "192.0.2.1", "rack": {"row": 1}}}}}
      """;

  private static final String SERVERS =
      """
      [{"name": "etcd-1", "labels": {"cluster": "one", "role": "etcd", "spare": ""},
        "public_net": {"ipv4": {"ip": "192.0.2.1"}}, "private_net": [{"ip": "10.0.0.1"}]},
       {"name": "etcd-2", "labels": {"cluster": "one", "role": "etcd"},
        "public_net": {"ipv4": {"ip": "192.0.2.2"}}, "private_net": [{"ip": "10.0.0.2"}]},
       {"name": "web-1", "labels": {"cluster": "one", "role": "web"},
        "public_net": {"ipv4": null}, "private_net": [{"ip": "10.0.0.3"}]},
       {"name": "etcd-9", "labels": {"cluster": "two", "role": "etcd"},
        "public_net": {"ipv4": {"ip": "192.0.2.9"}}, "private_net": []}]
      """;

  @TempDir Path folder;
  private final Problems problems = new Problems();

  private Inventory read(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
    var inventory = new InventoryLoader().file(folder.resolve(file)).inventory(problems);
    assertEquals(List.of(), problems.all().stream().map(Problem::message).toList());
    return inventory;
  }

  private Path program(String text) throws IOException {
    var file = Files.writeString(folder.resolve("hosts.sh"), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private static String address(Inventory inventory, String host) {
    var address = inventory.hosts().get(host).connectionSettings().get(ConnectionSetting.ADDRESS);
    return ((Node.Scalar) address.orElseThrow()).raw();
  }

  private static void assertListed(Inventory inventory) {
    assertEquals(List.of("web1", "web2", "db1"), inventory.groups().get("site"));
    assertEquals(List.of("db1"), inventory.groups().get("db"));
    assertEquals("192.0.2.1", address(inventory, "web1"));
    var vars = inventory.hosts().get("web1").vars();
    assertEquals("8080", ((Node.Scalar) vars.get("port")).raw());
    assertEquals(5, vars.get("rack").at().line());
  }

  @Test
  void inventoryProgramIsRunWithListOption() throws IOException {
    var file = program("#!/bin/sh\n[ \"$*\" = --list ] || exit 1\ncat <<'END'\n" + LIST + "END\n");

    var inventory = new InventoryLoader().file(file).inventory(problems);

    assertEquals(List.of(), problems.all());
    assertListed(inventory);
    assertEquals(file + " --list:1:20", inventory.hosts().get("web1").at().toString());
  }

  @Test
  void outputOfProgramCanBeReadFromAFile() throws IOException {
    assertListed(read("hosts.json", LIST));
  }

  @Test
  void executableTextIsReadAsAFile() throws IOException {
    var file = program("# a comment\nall: {hosts: {a: }}\n");

    assertEquals(
        List.of("a"), new InventoryLoader().file(file).inventory(problems).groups().get("all"));
  }

  @Test
  void failureOfProgramIncludesItsLastOutput() throws IOException {
    var file = program("#!/bin/sh\necho one >&2\necho two >&2\nexit 4\n");

    new InventoryLoader().file(file).inventory(problems);

    var problem = problems.all().getFirst();
    assertEquals(file.toString(), problem.at().toString());
    assertEquals("'" + file + " --list' exited with 4", problem.message());
    assertEquals("it said: two", problem.hint());
  }

  @Test
  void programWithoutVariablesOfHostsIsRefused() throws IOException {
    var file = program("#!/bin/sh\necho '{\"web\": {\"hosts\": [\"web1\"]}}'\n");

    new InventoryLoader().file(file).inventory(problems);

    assertEquals("the variables of the hosts are missing", problems.all().getFirst().message());
  }

  @Test
  void programThatDoesNotEndIsNamedAndThenKilled() {
    var notes = new ArrayList<String>();
    var inventoryProgram =
        new InventoryProgram(List.of("sleep", "600"), folder, Duration.ofMillis(50), notes::add);

    assertTrue(inventoryProgram.output(new Source("x", "").whole(), problems).isEmpty());
    assertEquals("'sleep 600' did not finish within 0 s", problems.all().getFirst().message());
    assertEquals(
        List.of("waiting for the inventory: 'sleep 600' is still running; the limit is 0 s"),
        notes);
  }

  @Test
  void muchOutputDoesNotBlockProgram() {
    var words = List.of("sh", "-c", "head -c 300000 /dev/zero >&2; head -c 300000 /dev/zero");

    var printed =
        new InventoryProgram(words, folder, _ -> {})
            .output(new Source("x", "").whole(), problems)
            .orElseThrow();

    assertEquals(300000, printed.text().length());
  }

  @Test
  void serversAreSelectedByLabel() throws IOException {
    Files.writeString(folder.resolve("servers.json"), SERVERS);

    var inventory =
        read(
            "hosts.yml",
            """
            servers:
              from: servers.json
              where: {cluster: one, role: [etcd, db]}
              group: etcd
              group_by_label: spare
              address: private_net.0.ip
            etcd: {vars: {user: root}}
            """);

    assertEquals(List.of("etcd-1", "etcd-2"), inventory.groups().get("etcd"));
    assertEquals(List.of("etcd-1"), inventory.groups().get("spare"));
    assertEquals("10.0.0.2", address(inventory, "etcd-2"));
    var vars = inventory.hosts().get("etcd-1").vars();
    assertEquals("root", ((Node.Scalar) vars.get("user")).raw());
    assertEquals("one", CloudServers.label(vars.get("server"), "cluster").orElseThrow().raw());
  }

  @Test
  void labelsAreGroupsAndFirstAddressIsUsed() throws IOException {
    Files.writeString(folder.resolve("servers.json"), "{\"servers\": " + SERVERS + "}");

    var inventory =
        read(
            "hosts.yml",
            """
            servers:
              - command: [cat, servers.json]
                where: {cluster: one}
                group_by_label: role
            """);

    assertEquals(List.of("etcd-1", "etcd-2"), inventory.groups().get("etcd"));
    assertEquals(List.of("web-1"), inventory.groups().get("web"));
    assertEquals("192.0.2.1", address(inventory, "etcd-1"));
    assertEquals("10.0.0.3", address(inventory, "web-1"));
  }

  @Test
  void aGroupMayBeCalledServers() throws IOException {
    var inventory = read("hosts.yml", "servers: {hosts: {a: }, vars: {x: 1}}");

    assertEquals(List.of("a"), inventory.groups().get("servers"));
  }
}
