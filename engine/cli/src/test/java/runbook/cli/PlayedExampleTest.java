package runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import runbook.cli.PlayedExample.PlayedStep;

class PlayedExampleTest {

  private static PlayedExample of(Map<String, PlayedStep> steps) {
    return new PlayedExample(0, steps);
  }

  private static PlayedStep step(String state, String... lines) {
    return new PlayedStep(state, List.of(lines));
  }

  private static final PlayedExample PLAY =
      of(Map.of("here: Copy at main.yml:1", step("changed", "content: a → b")));

  private static void assertDeviates(String expected, PlayedExample check, PlayedExample play) {
    assertEquals(List.of("here: Copy at main.yml:1: " + expected), check.deviations(play));
  }

  @Test
  void changeThatWasNotForetoldDeviates() {
    assertDeviates("changed, but the check said ok", of(Map.of()), PLAY);
  }

  @Test
  void foretoldChangeThatDidNotHappenDeviates() {
    assertDeviates("the check said it would change, but it did not", PLAY, of(Map.of()));
  }

  @Test
  void otherChangeDeviates() {
    var check = of(Map.of("here: Copy at main.yml:1", step("changed", "content: a → c")));
    assertDeviates(
        "the check said [content: a → c], but the play did [content: a → b]", check, PLAY);
  }

  @Test
  void unknownStepMayDoAnything() {
    var check = of(Map.of("here: Copy at main.yml:1", step("unknown")));
    assertEquals(List.of(), check.deviations(PLAY));
    assertEquals(List.of(), check.deviations(of(Map.of())));
    assertEquals(List.of(), PLAY.deviations(PLAY));
  }
}
