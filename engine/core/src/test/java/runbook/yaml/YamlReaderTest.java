package runbook.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import runbook.text.Problem;
import runbook.text.Problems;
import runbook.text.Source;

class YamlReaderTest {

  private final Problems problems = new Problems();

  private Node read(String text) {
    var node = YamlReader.read(new Source("a.yml", text), problems);
    assertEquals(List.of(), problems.all());
    return node.orElseThrow();
  }

  private Node.Mapping map(String text) {
    return assertInstanceOf(Node.Mapping.class, read(text));
  }

  private Node.Scalar scalar(String text) {
    return assertInstanceOf(Node.Scalar.class, map("a: " + text).get("a").orElseThrow());
  }

  private List<String> messages(String text) {
    YamlReader.read(new Source("a.yml", text), problems);
    return problems.all().stream().map(YamlReaderTest::line).toList();
  }

  private static String line(Problem p) {
    return p.at().line() + ":" + p.at().column() + " " + p.message();
  }

  static Stream<Arguments> scalars() {
    return Stream.of(
        Arguments.of("no", "no"),
        Arguments.of("Off", "Off"),
        Arguments.of("true", true),
        Arguments.of("TRUE", true),
        Arguments.of("tRUE", "tRUE"),
        Arguments.of("~", null),
        Arguments.of("", null),
        Arguments.of("NULL", null),
        Arguments.of("012", 12L),
        Arguments.of("0o14", 12L),
        Arguments.of("0x1F", 31L),
        Arguments.of("0b11", "0b11"),
        Arguments.of("-7", -7L),
        Arguments.of("1_000", "1_000"),
        Arguments.of("1:30", "1:30"),
        Arguments.of("2024-01-01", "2024-01-01"),
        Arguments.of("9223372036854775807", Long.MAX_VALUE),
        Arguments.of("99999999999999999999", new BigInteger("99999999999999999999")),
        Arguments.of("1.5", 1.5),
        Arguments.of("1e3", 1000.0),
        Arguments.of("-.inf", Double.NEGATIVE_INFINITY),
        Arguments.of("1.2.3", "1.2.3"),
        Arguments.of("\"12\"", "12"),
        Arguments.of("'true'", "true"),
        Arguments.of("\"\"", ""));
  }

  @ParameterizedTest
  @MethodSource("scalars")
  void scalarsHaveTheirYaml12Types(String text, Object value) {
    assertEquals(value, scalar(text).value());
  }

  @Test
  void writtenFormOfScalarIsKept() {
    assertEquals("0644", scalar("0644").raw());
    assertTrue(scalar("0644").plain());
    assertTrue(!scalar("'0644'").plain());
  }

  @Test
  void unusualNumbersAreText() {
    var digits = "9".repeat(1_000_000);
    assertEquals(digits, scalar(digits).value());
  }

  @Test
  void positionsCountCodePointsFromOne() {
    var map = map("# 漢\n\"😀\": {b: [1,\n  x]}\n");
    var inner = assertInstanceOf(Node.Mapping.class, map.entries().getFirst().value());
    assertEquals("a.yml:2:6", inner.at().toString());
    var list = assertInstanceOf(Node.Sequence.class, inner.get("b").orElseThrow());
    assertEquals("a.yml:3:3", list.items().get(1).at().toString());
    assertEquals("a.yml:2:7", inner.entries().getFirst().key().at().toString());
  }

  @Test
  void windowsLineEndingCountsOnce() {
    assertEquals("a.yml:2:4", map("a: 1\r\nb: 2\r\n").get("b").orElseThrow().at().toString());
    var text = (Node.Scalar) map("a: |\r\n  x\r\n  y\r\n").get("a").orElseThrow();
    assertEquals("x\ny\n", text.value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# nothing\n", "---\n", "\n\n"})
  void emptyDocumentIsEmptyMap(String text) {
    assertEquals(List.of(), map(text).entries());
  }

  @Test
  void secretIsMarkedAndAlwaysText() {
    var secret = scalar("!secret 0123");
    assertTrue(secret.secret());
    assertEquals("0123", secret.value());
    assertTrue(!scalar("0123").secret());
  }

  @Test
  void aliasHasItsOwnPosition() {
    var map = map("a: &x {k: 1}\nb: *x\n");
    var b = (Node.Mapping) map.get("b").orElseThrow();
    assertEquals("a.yml:2:4", b.at().toString());
    assertEquals("a.yml:1:11", b.get("k").orElseThrow().at().toString());
    assertEquals(1L, ((Node.Scalar) b.get("k").orElseThrow()).value());
  }

  @Test
  void ownKeysAndEarlierMapsWinOverMergedKeys() {
    var map =
        map(
            """
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            all:
              <<: [*one, *two]
              a: own
            """);
    var all = (Node.Mapping) map.get("all").orElseThrow();
    assertEquals(
        "{a=own, b=1, c=2}",
        all.entries().stream()
            .collect(
                Collectors.toMap(
                    e -> e.key().raw(),
                    e -> ((Node.Scalar) e.value()).raw(),
                    (a, _) -> a,
                    java.util.TreeMap::new))
            .toString());
  }

  @Test
  void aQuotedMergeKeyIsAKey() {
    assertTrue(map("'<<': 1").get("<<").isPresent());
  }

  @Test
  void minorProblemStillReturnsATree() {
    var tree = YamlReader.read(new Source("a.yml", "a: 1\na: 2\nb: {{ x }}\n"), problems);
    var map = (Node.Mapping) tree.orElseThrow();
    assertEquals(2, problems.all().size());
    assertEquals("{{ x }}", ((Node.Scalar) map.get("b").orElseThrow()).value());
    assertEquals(1L, ((Node.Scalar) map.get("a").orElseThrow()).value());
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{a: ", "{", "- ", "? "})
  void deepNestingIsRefused(String opening) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          var messages = messages(opening.repeat(200_000));
          assertEquals(1, messages.size(), messages.toString());
          assertTrue(messages.getFirst().endsWith("this is more than 100 levels deep"));
        });
  }

  @Test
  void nestingThroughAliasesIsRefused() {
    var text =
        "a0: &a0 [x]\n"
            + IntStream.range(1, 200)
                .mapToObj(i -> "a%d: &a%d [*a%d]\n".formatted(i, i, i - 1))
                .collect(Collectors.joining());
    assertEquals(List.of("100:12 this is more than 100 levels deep"), messages(text));
  }

  @Test
  void billionLaughsAreRefusedQuickly() {
    var text =
        "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + IntStream.range(1, 20)
                .mapToObj(
                    i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)))
                .collect(Collectors.joining());
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () ->
            assertTrue(
                messages(text)
                    .getFirst()
                    .endsWith("the aliases up to here expand to more than 100000 values")));
  }

  @Test
  void anAliasInsideItsOwnAnchorIsRefused() {
    assertEquals(
        List.of("1:8 '*x' is inside of the value that it refers to"), messages("a: &x [*x]"));
  }

  @Test
  void controlCharacterIsReportedAtItsPosition() {
    assertEquals(
        List.of("2:4 the control character U+0007 is not allowed"), messages("a: 1\nb: \u0007\n"));
    assertTrue(messages("a: x\0y").getFirst().contains("U+0000"));
  }
}
