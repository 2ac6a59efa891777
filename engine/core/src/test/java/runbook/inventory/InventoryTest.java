package runbook.inventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;

class InventoryTest {

  private final Problems problems = new Problems();

  private Inventory read(String... texts) {
    var sources = Arrays.stream(texts).map(t -> new Source("hosts.yml", t)).toList();
    var inventory = Inventory.read(sources, problems);
    assertEquals(List.of(), problems.all());
    return inventory;
  }

  private static String var(Inventory inventory, String host, String name) {
    return ((Node.Scalar) inventory.host(host).orElseThrow().vars().get(name)).raw();
  }

  @Test
  void innermostVariableWins() {
    var inventory =
        read(
            """
            all:
              vars: {a: all, b: all, c: all, d: all, e: all}
              children:
                outer:
                  vars: {b: outer, c: outer, d: outer}
                  children:
                    inner:
                      vars: {c: inner, d: inner}
                      hosts:
                        web1: {d: host}
                    another:
                      vars: {c: another}
                      hosts: {web1: }
            """);
    assertEquals(
        List.of("all", "outer", "inner", "host"),
        List.of("a", "b", "c", "d").stream().map(v -> var(inventory, "web1", v)).toList());
    assertEquals(
        List.of("another", "inner", "outer"), inventory.host("web1").orElseThrow().groups());
    assertEquals("hosts.yml:10:23", at(inventory, "web1", "d"));
  }

  private static String at(Inventory inventory, String host, String name) {
    return inventory.host(host).orElseThrow().vars().get(name).at().toString();
  }

  @Test
  void groupDepthFollowsDeepestParent() {
    var inventory =
        read(
            """
            z_top: {vars: {x: z_top}, children: {a_low: }}
            a_low: {vars: {x: a_low}, hosts: {web1: }}
            m_mid: {vars: {x: m_mid}, hosts: {web1: }}
            """);
    assertEquals("a_low", var(inventory, "web1", "x"));
  }

  @Test
  void groupContainsHostsOfChildrenInFileOrder() {
    var inventory =
        read(
            """
            db: {hosts: {zeta: , alpha: }}
            all:
              hosts: {lonely: }
              children: {site: {children: {db: , web: {hosts: {alpha: , beta: }}}}}
            """);
    assertEquals(List.of("zeta", "alpha", "lonely", "beta"), inventory.groups().get("all"));
    assertEquals(List.of("zeta", "alpha", "beta"), inventory.groups().get("site"));
    assertEquals(List.of("alpha", "beta"), inventory.groups().get("web"));
    assertEquals(List.of("lonely"), inventory.groups().get("ungrouped"));
    assertEquals("all", inventory.groups().keySet().iterator().next());
  }

  @Test
  void severalFilesFormOneInventory() {
    var inventory =
        read("all: {hosts: {a: {x: 1, y: 1}}}", "all: {hosts: {a: {y: 2}, b: }, vars: {z: 3}}");
    assertEquals("1", var(inventory, "a", "x"));
    assertEquals("2", var(inventory, "a", "y"));
    assertEquals("3", var(inventory, "b", "z"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "web[1:3]; web1 web2 web3",
        "web[08:10].lan; web08.lan web09.lan web10.lan",
        "web[1:5:2]; web1 web3 web5",
        "db[a:c]; dba dbb dbc",
        "r[1:2]n[1:2]; r1n1 r1n2 r2n1 r2n2",
        "one; one",
      })
  void rangeExpandsToSeveralHosts(String range, String names) {
    var inventory = read("all:\n  hosts:\n    " + range + ": {x: 1}\n");
    assertEquals(names, String.join(" ", inventory.hosts().keySet()));
    assertEquals("1", var(inventory, inventory.hosts().keySet().iterator().next(), "x"));
  }

  @Test
  void settingsAreInheritedUnderEitherName() {
    var inventory =
        read(
            """
            all:
              vars: {ansible_user: admin, port: 22, become: true, ansible_password: !secret x}
              hosts:
                web1: {user: root, ansible_host: 10.0.0.1, key: [a, b]}
                web2: {port: "{{ my_port }}"}
                web3: {port: !cel my_port + 1}
            """);
    var web1 = inventory.host("web1").orElseThrow();
    assertEquals("root", raw(web1, ConnectionSetting.USER));
    assertEquals("10.0.0.1", raw(web1, ConnectionSetting.ADDRESS));
    assertEquals("22", raw(web1, ConnectionSetting.PORT));
    assertEquals("x", raw(web1, ConnectionSetting.PASSWORD));
    assertTrue(web1.connectionSettings().get(ConnectionSetting.JUMP).isEmpty());
    var web2 = inventory.host("web2").orElseThrow();
    assertEquals("{{ my_port }}", raw(web2, ConnectionSetting.PORT));
    assertEquals("admin", raw(web2, ConnectionSetting.USER));
    assertEquals("my_port + 1", raw(inventory.host("web3").orElseThrow(), ConnectionSetting.PORT));
    assertFalse(web2.vars().containsKey("ansible_password"), "a password is no variable");
    assertTrue(web2.vars().containsKey("port"));
  }

  private static String raw(Host host, ConnectionSetting connectionSetting) {
    return ((Node.Scalar) host.connectionSettings().get(connectionSetting).orElseThrow()).raw();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "PORT; port: 2222; 2222",
        "BECOME; become: true; true",
        "KEY; key: ~/.ssh/id; [~/.ssh/id]",
        "KEY; key: [a, b]; [a, b]",
        "CONNECT_TIMEOUT; connect_timeout: 5s; PT5S",
        "BECOME_METHOD; become_method: su; su",
        "HOST_KEYS; host_keys: accept-new; accept-new",
      })
  void settingsAreConvertedToTheirTypes(
      ConnectionSetting connectionSetting, String written, String value) {
    var inventory = read("all: {hosts: {a: {" + written + "}}}");
    var node =
        inventory.host("a").orElseThrow().connectionSettings().get(connectionSetting).orElseThrow();
    assertEquals(value, connectionSetting.read(node, problems).orElseThrow().toString());
  }

  @Test
  void veryDeepGroupsAreRefused() {
    var chain =
        IntStream.range(0, 20_000)
            .mapToObj(i -> "g%d: {children: {g%d: }}\n".formatted(20_000 - i, 19_999 - i))
            .collect(Collectors.joining());
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> Inventory.read(List.of(new Source("h", chain + "g0: {hosts: {a: }}\n")), problems));
    assertTrue(problems.all().getFirst().message().contains("more than 100 groups"));
  }

  @Test
  void rangeOfTooManyHostsIsRefusedQuickly() {
    var text = "all:\n  hosts:\n    a[1:9999][1:9999]:\n    b[1:999999999]:\n";
    assertTimeoutPreemptively(
        Duration.ofSeconds(20), () -> Inventory.read(List.of(new Source("h", text)), problems));
    assertEquals(2, problems.all().size());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1 10.1.0.1, false",
    "10.0.0.300, false",
    "10.0.0, false",
    "'10.0.0.1,10.0.0.2', false",
    "10.0.0.0/24, false",
    "10.0.0.11, true",
    "fd00::11, true",
    "web1.example.org, true"
  })
  void addressMustBeValid(String address, boolean fits) {
    var read = ConnectionSetting.ADDRESS.read(written(address), problems);
    assertEquals(fits, read.isPresent());
    assertEquals(fits, problems.none());
  }

  private static Node written(String text) {
    var source = new Source("hosts.yml", "address: '" + text + "'");
    var tree = runbook.yaml.YamlReader.read(source, new Problems()).orElseThrow();
    return ((Node.Mapping) tree).get("address").orElseThrow();
  }
}
