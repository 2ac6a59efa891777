package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runbook.step.CallResult;
import runbook.step.Target;

class ResultMemoryTest {

  private static final int SIZE = 1024 * 1024;
  private static final String TEXT = "line\n".repeat(SIZE / 5);

  private static Map<String, Object> result(String out, long cut) {
    var none = CallResult.NONE;
    return RegisteredResults.of(
        new CallResult(
            true,
            none.unsureReason(),
            false,
            none.differences(),
            none.values(),
            Optional.of(new Target.CommandOutput(0, out, "", cut)),
            "",
            none.messages(),
            none.variables()));
  }

  private static int length(Object value) {
    return ((String) ((Map<?, ?>) value).get("stdout")).length();
  }

  @Test
  void resultTellsWhetherOutputIsCut() {
    assertEquals(false, result("a\n", 0).get("truncated"));
    assertEquals(true, result("a\n", 5).get("truncated"));
    assertEquals("a", result("a\n", 0).get("stdout"));
    assertEquals(List.of("a", " "), result("a\n \n", 0).get("stdout_lines"));
  }

  @Test
  void resultsOfManyHostsKeepBoundedMemory() {
    var resultMemory = new ResultMemory(10L * SIZE);
    var kept = IntStream.range(0, 200).mapToObj(_ -> resultMemory.keep(result(TEXT, 0))).toList();
    assertEquals(10, kept.stream().filter(one -> !one.cut()).count());
    long all = kept.stream().mapToLong(one -> length(one.value())).sum();
    assertTrue(all <= 10L * SIZE + 190L * ResultMemory.SHORT, "kept " + all);
    var last = (Map<?, ?>) kept.getLast().value();
    assertEquals(true, last.get("truncated"));
    assertTrue(TEXT.endsWith((String) last.get("stdout") + "\n"));
    assertTrue(((List<?>) last.get("stdout_lines")).size() <= ResultMemory.SHORT / 5 + 1);
    assertEquals("line", ((List<?>) last.get("stdout_lines")).getLast());
  }

  @Test
  void memoryOfReplacedResultIsUsedAgain() {
    var resultMemory = new ResultMemory(SIZE);
    for (int i = 0; i < 5; i++) {
      var kept = resultMemory.keep(result(TEXT, 0));
      assertFalse(kept.cut());
      resultMemory.giveBack(kept.bytes());
    }
    assertFalse(resultMemory.keep(result(TEXT, 0)).cut());
    assertTrue(resultMemory.keep(result(TEXT, 0)).cut());
  }

  @Test
  void itemsOfLoopCountTogether() {
    var items = IntStream.range(0, 5).<Object>mapToObj(_ -> result(TEXT, 0)).toList();
    var kept = new ResultMemory(2L * SIZE).keep(RegisteredResults.list(items));
    assertTrue(kept.cut());
    var results = (List<?>) ((Map<?, ?>) kept.value()).get("results");
    assertEquals(2, results.stream().filter(item -> length(item) > ResultMemory.SHORT).count());
  }

  @Test
  void shortResultIsLeftAlone() {
    var result = result("a\n", 0);
    assertSame(result, new ResultMemory(0).keep(result).value());
  }
}
