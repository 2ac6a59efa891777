package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Fact;
import runbook.module.HostAccess;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Question;
import runbook.module.Script;
import runbook.module.Unobtainable;
import runbook.module.Want;
import runbook.step.CounterFact.AtLeast;
import runbook.testkit.FakeHost;
import runbook.testkit.LocalShell;

final class ConsultTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private record Asked(boolean good, boolean spansHosts) implements Question {

    @Override
    public String label() {
      return "the weather";
    }

    @Override
    public Map<String, Object> ask(HostAccess host) throws Unobtainable {
      if (!good) {
        throw new Unobtainable("it rains", "take an umbrella");
      }
      return Map.of("tried", !host.isCheckMode());
    }

    @Override
    public List<Place> places() {
      return CounterFact.named("a").places();
    }
  }

  private final CounterFact counterFact = CounterFact.named("a");
  private final FakeHost host =
      new FakeHost()
          .has(counterFact, 1)
          .has(CounterFact.named("b"), 1)
          .does(change -> change.toString().contains("'a' '5'"), counterFact, c -> 5);

  private CallResult call(boolean check, Want... wants) throws Exception {
    Module module = () -> List.of(wants);
    return new ModuleCall(host, new HostStateCache(host), check, false, MANNER).run(module);
  }

  private static Want asked(String as, boolean good) {
    return new Want.Consult(as, new Asked(good, false));
  }

  private Want higher(String name) {
    return new AtLeast(CounterFact.named(name), 5).wants().getFirst();
  }

  @Test
  void theAnswerIsRegistered() throws Exception {
    assertEquals(Map.of("it", Map.of("tried", true)), call(false, asked("it", true)).values());
    assertEquals(Map.of("tried", false), call(true, asked("", true)).values());
    assertFalse(call(false, asked("", true)).changed());
  }

  @Test
  void badAnswerFailsStepInCheckModeToo() {
    for (boolean check : List.of(true, false)) {
      var failed = assertThrows(StepFailed.class, () -> call(check, asked("", false)));
      assertEquals("it rains", failed.failure().message());
      assertEquals("take an umbrella", failed.failure().hint());
    }
  }

  @Test
  void checkDoesNotAskWhatAnEarlierChangeAffects() throws Exception {
    var callResult = call(true, higher("a"), asked("", false));
    assertTrue(
        callResult.unsureReason().orElseThrow().contains("an earlier step would change counter a"));
    assertThrows(StepFailed.class, () -> call(true, higher("b"), asked("", false)));
  }

  @Test
  void checkDoesNotAskWhatAChangeOnAnotherHostAffects() throws Exception {
    var sharedForesight = new SharedForesight();
    var other = new HostStateCache(host, "other", sharedForesight, new PerformedActions());
    var own = new HostStateCache(host, "own", sharedForesight, new PerformedActions());
    Module across = () -> List.of(new Want.Consult("", new Asked(false, true)));
    Module alone = () -> List.of(new Want.Consult("", new Asked(false, false)));

    Module elsewhere = () -> List.of(higher("b"));
    new ModuleCall(host, other, true, false, MANNER).run(elsewhere);
    assertThrows(
        StepFailed.class, () -> new ModuleCall(host, own, true, false, MANNER).run(across));

    Module change = () -> List.of(higher("a"));
    new ModuleCall(host, other, true, false, MANNER).run(change);
    var callResult = new ModuleCall(host, own, true, false, MANNER).run(across);
    var why = callResult.unsureReason().orElseThrow();
    assertTrue(why.contains("an earlier step would change counter a on other"), why);
    assertThrows(StepFailed.class, () -> new ModuleCall(host, own, true, false, MANNER).run(alone));
  }

  @Test
  void scriptOfConsultRunsLikeQuery() throws Exception {
    for (var localShell : LocalShell.installed()) {
      var scriptOutput = localShell.target().ask(Script.of("echo {}; cat; exit 3", "it's"), MANNER);
      assertEquals("it's\n", scriptOutput.text());
      assertEquals(3, scriptOutput.exit());
    }
  }
}
