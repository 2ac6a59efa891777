package runbook.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runbook.text.Problems;
import runbook.text.Source;

class ScalarPositionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "a: one two; 1:8",
        "a: 'one two'; 1:9",
        "a: \"one two\"; 1:9",
        "'漢': \"one two\"; 1:11",
        "a: |~  one two; 2:7",
        "a: |~  漢~  one two; 3:7",
        "a: \"\\x6Fne two\"; 1:12",
        "a: 'it''s two'; 1:11",
        "a: !secret 'two'; 1:13",
        "a: one~  two; 2:3",
        "a: >~  one~  two; 3:3",
      })
  void wordInScalarHasItsOwnPosition(String text, String place) {
    var source = new Source("x", text.replace('~', '\n'));
    var map = (Node.Mapping) YamlReader.read(source, new Problems()).orElseThrow();
    var scalar = (Node.Scalar) map.entries().getFirst().value();
    assertEquals("x:" + place, scalar.at(scalar.raw().indexOf("two")).toString());
  }
}
