package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Want;
import runbook.module.Write;
import runbook.step.CounterFact.AtLeast;
import runbook.testkit.FakeHost;

/** Tests of facts about several things that are facts, too. */
final class CompanionTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final CounterFact left = CounterFact.named("left");
  private final CounterFact right = new CounterFact("right", Optional.of("left"));
  private final Both both = new Both(left);
  private final FakeHost host =
      new FakeHost()
          .has(left, 0)
          .has(right, 0)
          .has(both, 0)
          .does(change -> change.toString().contains("'both'"), both, c -> 5)
          .does(change -> change.toString().contains("'both'"), left, c -> 5)
          .does(change -> change.toString().contains("'both'"), right, c -> 5);
  private final HostStateCache hostStateCache = new HostStateCache(host);

  /** Sets two counters together, one of which follows the other. */
  private record Both(CounterFact first) implements Fact<Integer> {

    @Override
    public String label() {
      return "both";
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("cat {}", "/counters/both");
    }

    @Override
    public Integer read(ScriptOutput scriptOutput) {
      return Integer.parseInt(scriptOutput.text().strip());
    }

    @Override
    public List<Change> changes(Integer from, Integer to) {
      if (to > 5) {
        throw new UncheckedIOException(new IOException("no number is as high as " + to));
      }
      return List.of(new Change.RunScript(Script.of("set {} {}", "both", to)));
    }

    @Override
    public List<Place> places() {
      return first.places();
    }

    @Override
    public List<Write> writes(Integer from, Integer to) {
      return List.of(Write.of(first, to));
    }
  }

  private CallResult call(boolean check, Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, check, false, MANNER, StepServices.standalone())
        .run(module);
  }

  private Module set(int count) {
    return () -> List.of(new Want.Reach<>(both, c -> Math.max(c, count)));
  }

  @Test
  void checkPredictsCompanionsAndDependentFacts() throws Exception {
    assertTrue(call(true, set(5)).changed());
    assertFalse(call(true, new AtLeast(left, 5)).changed());
    assertFalse(call(true, new AtLeast(right, 5)).changed());
    assertTrue(call(true, new AtLeast(left, 6)).changed());
    assertEquals(List.of(), host.performed());
  }

  @Test
  void runReadsCompanionsAgain() throws Exception {
    assertTrue(call(false, new AtLeast(left, 0)).differences().isEmpty());
    assertTrue(call(false, new AtLeast(right, 0)).differences().isEmpty());
    assertTrue(call(false, set(5)).changed());
    assertFalse(call(false, new AtLeast(left, 5)).changed());
    assertFalse(call(false, new AtLeast(right, 5)).changed());
  }

  @Test
  void failedObtainFailsStep() {
    var failed = assertThrows(StepFailed.class, () -> call(false, set(6)));
    assertEquals("no number is as high as 6", failed.failure().message());
    assertEquals(List.of(), host.performed());
  }
}
