package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutputLinesTest {

  private static final List<String> PIECES =
      List.of("\n", "\r", "\r\n", "\n\n", "a", "word ", "\u00fc\u20ac", "x".repeat(300), "");

  @Test
  void longTextHasSameLinesAsItsCopy() {
    var random = new Random(3);
    for (int i = 0; i < 300; i++) {
      var text = new StringBuilder();
      int pieces = random.nextInt(3000);
      for (int n = 0; n < pieces; n++) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      assertEquals(text.toString().lines().toList(), OutputLines.of(text.toString()));
    }
  }

  @Test
  void lineThatDoesNotExistIsRefused() {
    var lines = OutputLines.of("x\n".repeat(10_000));
    assertEquals(10_000, lines.size());
    assertThrows(IndexOutOfBoundsException.class, () -> lines.get(10_000));
    assertThrows(IndexOutOfBoundsException.class, () -> lines.get(-1));
  }
}
