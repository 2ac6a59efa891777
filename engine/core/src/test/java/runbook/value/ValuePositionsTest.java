package runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import runbook.text.Problems;
import runbook.text.Source;
import runbook.yaml.Node;
import runbook.yaml.YamlReader;

/** Positions of the parts of a variable that is used as a whole. */
class ValuePositionsTest {

  private final Problems problems = new Problems();

  private Node.Mapping read(String name, String text) {
    return (Node.Mapping) YamlReader.read(new Source(name, text), problems).orElseThrow();
  }

  @Test
  void partOfVariableHasItsOwnPosition() {
    var vars = read("vars.yml", "settings:\n  size: \"{{ large }}\"\n  names: [a, b]\n");
    var variableScope =
        VariableScope.of(Map.of("settings", vars.get("settings").orElseThrow(), "large", 5L));
    var use = read("play.yml", "values: \"{{ settings }}\"");
    var filled =
        (Node.Mapping)
            ValueResolver.filled(use, variableScope, problems).get("values").orElseThrow();
    var size = (Node.Scalar) filled.get("size").orElseThrow();
    assertEquals("vars.yml:2:9", size.at().toString());
    assertEquals(5L, size.value());
    var names = (Node.Sequence) filled.get("names").orElseThrow();
    assertEquals("vars.yml:3:14", names.items().get(1).at().toString());
  }

  @Test
  void computedValueHasPositionOfItsUse() {
    var variableScope = VariableScope.of(Map.of("list", java.util.List.of("a")));
    var use = read("play.yml", "values: \"{{ list }}\"");
    assertEquals(
        "play.yml:1:9",
        ValueResolver.filled(use, variableScope, problems)
            .get("values")
            .orElseThrow()
            .at()
            .toString());
  }
}
