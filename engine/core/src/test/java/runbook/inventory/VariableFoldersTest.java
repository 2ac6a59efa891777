package runbook.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.yaml.Node;

class VariableFoldersTest {

  private static final String HOSTS =
      """
      all:
        vars: {a: inventory, b: inventory, c: inventory, d: inventory}
        children:
          site: {children: {web: }}
          web: {vars: {e: inventory}, hosts: {web1: {f: inventory, g: inventory}, web2: }}
      """;

  @TempDir Path folder;
  private final Problems problems = new Problems();

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
  }

  private Inventory read() throws IOException {
    write("inventory/hosts.yml", HOSTS);
    return new InventoryLoader()
        .file(folder.resolve("inventory/hosts.yml"))
        .playbook(folder.resolve("plays/site.yml"))
        .inventory(problems);
  }

  private static String value(Inventory inventory, String host, String name) {
    return ((Node.Scalar) inventory.hosts().get(host).vars().get(name)).raw();
  }

  private List<String> doubts() {
    return problems.warnings().stream().map(Problem::message).toList();
  }

  @Test
  void linkThatLeadsBackIsReadOnce() throws IOException {
    write("inventory/group_vars/all/wrong.yml", "[a list]");
    Files.createSymbolicLink(folder.resolve("inventory/group_vars/all/again"), Path.of("."));
    read();
    assertEquals(
        List.of("a file of variables must be a map, but this is a list"),
        problems.all().stream().map(Problem::message).toList());
  }

  @Test
  void variablesOfPlaybookAndInnerGroupsWin() throws IOException {
    write("inventory/group_vars/all.yml", "{b: group, c: group, e: all}");
    write("plays/group_vars/all.yaml", "{c: play, d: play, e: all}");
    write("inventory/group_vars/site.yml", "{d: site}");
    write("inventory/group_vars/web.json", "{\"e\": \"group\", \"f\": \"group\"}");
    write("plays/group_vars/web.yml", "{f: group}");
    write("inventory/host_vars/web1.yml", "{g: host, address: 10.0.0.1}");

    var inventory = read();

    assertEquals(List.of(), problems.all());
    assertEquals("inventory", value(inventory, "web1", "a"));
    assertEquals("group", value(inventory, "web1", "b"));
    assertEquals("play", value(inventory, "web1", "c"));
    assertEquals("site", value(inventory, "web1", "d"));
    assertEquals("group", value(inventory, "web1", "e"));
    assertEquals("inventory", value(inventory, "web1", "f"));
    assertEquals("group", value(inventory, "web2", "f"));
    assertEquals("host", value(inventory, "web1", "g"));
    var address = inventory.hosts().get("web1").connectionSettings().get(ConnectionSetting.ADDRESS);
    assertEquals("10.0.0.1", ((Node.Scalar) address.orElseThrow()).raw());
  }

  @Test
  void filesOfFolderAreReadInAlphabeticalOrder() throws IOException {
    write("inventory/group_vars/web/10-first.yml", "{x: first, y: first}");
    write("inventory/group_vars/web/20/more.yml", "y: second");
    write("inventory/group_vars/web/30.yml~", "y: left over");
    write("inventory/group_vars/web/.40.yml.swp", "y: hidden");
    write("inventory/group_vars/web/README.md", "# not for the machine");

    var inventory = read();

    assertEquals("first", value(inventory, "web1", "x"));
    assertEquals("second", value(inventory, "web1", "y"));
    assertEquals(List.of(), problems.all());
  }

  @Test
  void unknownNameCausesWarning() throws IOException {
    write("inventory/group_vars/wbe.yml", "x: 1");
    write("inventory/group_vars/elsewhere.yml", "x: 1");
    write("inventory/host_vars/web3.yml", "x: 1");
    write("plays/group_vars/wbe.yml", "x: 1");
    write("plays/group_vars/elsewhere.yml", "x: 1");

    read();

    var unused = ", so nothing uses these variables";
    assertEquals(
        List.of(
            "there is no group 'elsewhere'" + unused,
            "there is no group 'wbe'" + unused,
            "there is no host 'web3'" + unused,
            "there is no group 'wbe'" + unused),
        doubts());
    assertEquals("did you mean 'web'?", problems.warnings().get(1).hint());
    assertEquals(List.of(), problems.all());
  }

  @Test
  void withSeveralInventoriesOnlyTyposCauseWarnings() throws IOException {
    write("inventory/other.yml", "all: {hosts: {x: }}");
    write("inventory/group_vars/wbe.yml", "x: 1");
    write("inventory/group_vars/elsewhere.yml", "x: 1");

    read();

    assertEquals(List.of("there is no group 'wbe', so nothing uses these variables"), doubts());
  }

  @Test
  void folderOfInventoriesIsOneInventory() throws IOException {
    write("inventory/10.yml", "all: {hosts: {a: {x: 1}}}");
    write("inventory/20.yml", "all: {hosts: {b: {x: 1}, a: {x: 2}}}");
    write("inventory/20.yml.orig", "all: {hosts: {c: }}");
    write("inventory/group_vars/all.yml", "y: 3");

    var inventory = new InventoryLoader().file(folder.resolve("inventory")).inventory(problems);

    assertEquals(List.of(), problems.all());
    assertEquals(List.of("a", "b"), inventory.groups().get("all"));
    assertEquals("2", value(inventory, "a", "x"));
    assertEquals("3", value(inventory, "b", "y"));
  }
}
