package runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runbook.module.Difference;

class TextDiffTest {

  @Test
  void changedLineIsFoundInVeryLongTexts() {
    var before = numbered(20_000, "line %d");
    var after = before.replace("line 10000\n", "another\n");
    var lines = TextDiff.lines(new Difference.TextDifference("file", before, after));
    assertTrue(lines.contains("-line 10000"), lines::toString);
    assertTrue(lines.contains("+another"), lines::toString);
    assertEquals(11, lines.size());
  }

  @Test
  void diffOfLongDifferentTextsIsCutAndFast() {
    var lines =
        TextDiff.lines(
            new Difference.TextDifference(
                "file", numbered(50_000, "old %d"), numbered(50_000, "new %d")));
    assertTrue(lines.getLast().endsWith("more lines"), lines.getLast());
  }

  private static String numbered(int count, String line) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> line.formatted(i) + "\n")
        .collect(Collectors.joining());
  }
}
