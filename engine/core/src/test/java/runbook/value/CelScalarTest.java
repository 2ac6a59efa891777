package runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.knowledge.Unknown;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Values that are computed. */
class CelScalarTest {

  private final Problems problems = new Problems();

  private final VariableScope variableScope =
      VariableScope.of(
          Map.of(
              "groups",
              Map.of("etcd", List.of("e1", "e2")),
              "hostvars",
              Map.of(
                  "e1", VariableScope.of(Map.of("address", "10.0.0.1")),
                  "e2", VariableScope.of(Map.of("address", "10.0.0.2"))),
              "port",
              2379L,
              "later",
              new Unknown<>("a result")));

  @Test
  void textThatGrowsWithoutEndIsProblem() {
    tooLong("'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')".repeat(8));
  }

  @Test
  void joinedTextThatGrowsWithoutEndIsProblem() {
    var million = "'aaaaaaaaaa'" + ".replace('a', 'aaaaaaaaaa')".repeat(5);
    tooLong("[" + (million + ", ").repeat(12) + "''].join(',')");
  }

  private void tooLong(String formula) {
    value(formula);
    assertEquals(1, problems.all().size());
    assertTrue(
        problems.all().getFirst().message().contains("longer than 10,000,000 characters"),
        problems.all().getFirst().toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'hello hello'.replace('he', 'we')|wello wello",
        "'hello hello'.replace('he', 'we', -1)|wello wello",
        "'hello hello'.replace('he', 'we', 1)|wello hello",
        "'hello hello'.replace('he', 'we', 0)|hello hello",
        "'hello hello'.replace('', '_')|_h_e_l_l_o_ _h_e_l_l_o_",
        "'hello'.replace('', '_', 2)|_h_ello",
        "'hello'.replace('l', '')|heo",
        "['a', 'b'].join()|ab",
        "['a', '', 'a'].join('-')|a--a",
        "['', 'a'].join('-')|-a"
      })
  void textsAreReplacedAndJoined(String formula, String result) {
    assertEquals(result, value(formula));
  }

  private Object value(String formula) {
    var node = (Node.Mapping) node("x: !cel \"" + formula + "\"");
    return ValueResolver.value(node.entries().getFirst().value(), variableScope, problems);
  }

  private Node node(String text) {
    return YamlReader.read(new Source("t.yml", text), problems).orElseThrow();
  }

  private List<String> problems() {
    return problems.all().stream().map(p -> p.at() + " " + p.message()).toList();
  }

  @Test
  void listCanBeComputedFromVariablesOfOtherHosts() {
    var urls = "groups.etcd.map(n, n + '=https://' + hostvars[n].address + ':2380')";
    assertEquals(List.of("e1=https://10.0.0.1:2380", "e2=https://10.0.0.2:2380"), value(urls));
    assertEquals("e1=https://10.0.0.1:2380,e2=https://10.0.0.2:2380", value(urls + ".join(',')"));
    assertEquals(List.of(), problems());
  }

  @Test
  void mapCanBeComputedFromList() {
    assertEquals(
        Map.of("e1", "https://10.0.0.1:2380", "e2", "https://10.0.0.2:2380"),
        value(
            "groups.etcd.transformMapEntry(i, n, {n: 'https://' + hostvars[n].address +"
                + " ':2380'})"));
    assertEquals(List.of("a", "b"), value("['b', 'a'].sort()"));
    assertEquals(List.of(), problems());
  }

  @ParameterizedTest
  @CsvSource({"port + 1,2380", "size(groups.etcd) > 1,true", "port == 1 ? 'a' : 'b',b"})
  void resultKeepsItsType(String formula, String shown) {
    assertEquals(shown, String.valueOf(value(formula)));
  }

  @Test
  void unknownInputMakesTheResultUnknown() {
    assertInstanceOf(Unknown.class, value("later.stdout + 'x'"));
    assertEquals(List.of(), problems());
  }

  @Test
  void errorsHaveTheirPosition() {
    value("size(grups.etcd)");
    assertEquals(List.of("t.yml:1:15 variable 'grups' is not defined"), problems());
  }

  @Test
  void aMapCanBeComputed() {
    assertEquals(Map.of("a", 2379L), value("{'a': port}"));
  }

  @Test
  void variableWithExpressionIsComputedWhereUsed() {
    var vars = (Node.Mapping) node("count: !cel size(groups.etcd)");
    var with = variableScope.with("count", vars.get("count").orElseThrow());
    var use = ((Node.Mapping) node("x: \"{{ count }}\"")).entries().getFirst().value();
    assertEquals(2L, ValueResolver.value(use, with, problems));
    assertEquals(2L, ((Node.Scalar) ValueResolver.filled(use, with, problems)).value());
  }

  @Test
  void onlyScalarsCanBeExpressions() {
    YamlReader.read(new Source("t.yml", "x: !cel [a]"), problems);
    assertEquals(List.of("t.yml:1:4 !cel is for a single value"), problems());
  }
}
