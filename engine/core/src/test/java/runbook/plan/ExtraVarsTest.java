package runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import runbook.text.Problems;

class ExtraVarsTest {

  @Test
  void longValueIsRead() {
    var problems = new Problems();
    var extraVars =
        ExtraVars.read(List.of("text=" + "x".repeat(500_000) + " tag={{ a b }}c"), problems);
    assertEquals(List.of(), problems.all());
    assertEquals(Set.of("text", "tag"), extraVars.typed());
  }
}
