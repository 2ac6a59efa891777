package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

final class ModuleCallTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final CounterFact counterFact = CounterFact.named("a");
  private final CounterFact follower = new CounterFact("b", Optional.of("a"));
  private final FakeHost host =
      new FakeHost()
          .has(counterFact, 1)
          .has(follower, 0)
          .does(change -> change.toString().contains("'a' '5'"), counterFact, c -> 5)
          .does(change -> change.toString().contains("'a' '5'"), follower, c -> 5);
  private final HostStateCache hostStateCache = new HostStateCache(host);

  @Test
  void metWantNeedsNoChange() throws Exception {
    assertFalse(run(new AtLeast(counterFact, 1)).changed());
    assertEquals(List.of(), host.performed());
  }

  @Test
  void unmetWantIsFulfilled() throws Exception {
    assertTrue(run(new AtLeast(counterFact, 5)).changed());
    assertEquals(5, host.state(counterFact));
    assertFalse(run(new AtLeast(counterFact, 5)).changed());
  }

  @Test
  void checkPredictsChangeAndDoesNothing() throws Exception {
    assertTrue(check(new AtLeast(counterFact, 5)).changed());
    assertFalse(check(new AtLeast(counterFact, 5)).changed());
    assertEquals(List.of(), host.performed());
    assertEquals(1, host.state(counterFact));
  }

  @Test
  void checkPredictsEffectOnOtherFact() throws Exception {
    check(new AtLeast(counterFact, 5));
    assertFalse(check(new Needs(follower, 5)).changed());
  }

  @Test
  void affectedFactsAreReadInSameRoundTrip() throws Exception {
    hostStateCache.lookAhead(
        List.of(view(counterFact), view(follower)),
        List.of(),
        Fact.Detail.STATE,
        Duration.ofSeconds(5));
    run(new AtLeast(counterFact, 5));
    run(new Needs(follower, 5));
    assertEquals(2, host.traffic().roundTrips());
  }

  @Test
  void stepThatFailsEarlyLeavesNoPrediction() throws Exception {
    Module module =
        () ->
            List.of(
                new AtLeast(counterFact, 5).wants().getFirst(),
                new Needs(follower, 9).wants().getFirst());
    assertThrows(StepFailed.class, () -> check(module));
    assertTrue(check(new AtLeast(counterFact, 5)).changed());

    var later = new HostStateCache(host);
    assertThrows(
        StepFailed.class, () -> new ModuleCall(host, later, false, false, MANNER).run(module));
    assertEquals(List.of(), host.performed());
    assertTrue(
        new ModuleCall(host, later, false, false, MANNER, StepServices.standalone())
            .run(new AtLeast(counterFact, 5))
            .changed());
    assertEquals(5, host.state(counterFact));
  }

  @Test
  void requirementFailsInCheckModeAndInRun() {
    var inCheck = assertThrows(StepFailed.class, () -> check(new Needs(counterFact, 9)));
    var inRun = assertThrows(StepFailed.class, () -> run(new Needs(counterFact, 9)));
    assertEquals("a is too low", inCheck.getMessage());
    assertEquals(inRun.getMessage(), inCheck.getMessage());
  }

  @Test
  void requirementReportsStateAndHint() {
    Module module =
        () ->
            List.of(new Want.Require<>(counterFact, c -> c > 9, c -> "it is " + c + "\nadd to it"));
    var failed = assertThrows(StepFailed.class, () -> check(module));
    assertEquals("it is 1", failed.failure().message());
    assertEquals("add to it", failed.failure().hint());
  }

  @Test
  void changeWithoutEffectIsAFaultOfTheModule() {
    var failed = assertThrows(StepFailed.class, () -> run(new AtLeast(follower, 7)));
    assertTrue(failed.getMessage().contains("is not as wanted after the change"));
  }

  @Test
  void moduleThatNeverSettlesIsRefusedBeforeItActs() {
    Module restless = () -> List.of(new Want.Reach<>(counterFact, c -> c + 1));
    var failed = assertThrows(StepFailed.class, () -> check(restless));
    assertTrue(failed.getMessage().contains("does not converge"));
  }

  @Test
  void afterUnpredictableCommandFailureIsOnlyPossible() throws Exception {
    assertTrue(check(command(Want.Effect.UNKNOWN, Optional.empty())).unsureReason().isPresent());
    assertTrue(check(new Needs(counterFact, 9)).unsureReason().isPresent());
  }

  @Test
  void restartIsPredicted() throws Exception {
    var runCommand = Change.RunCommand.of(List.of("do"));
    var unit = List.<Place>of(new Place.Unit("web"));
    Module restart =
        () ->
            List.of(
                new Want.Perform("do", runCommand, Want.Effect.CHANGES, Optional.empty(), unit));
    assertTrue(check(restart).changed());
    assertThrows(StepFailed.class, () -> check(new Needs(counterFact, 9)));
  }

  @Test
  void failedRestartIsReportedWithLastLineAndAdvice() {
    host.answers(1, "", "no space left\nit does not start\n");
    var runCommand = Change.RunCommand.of(List.of("do"));
    var script =
        runCommand.script().withFailureHint(said -> Optional.of("seen: " + said.getFirst()));
    var advised =
        new Change.RunCommand(
            script, runCommand.chdir(), runCommand.environment(), runCommand.stdin());
    Module restart =
        () -> List.of(new Want.Perform("do it", advised, Want.Effect.CHANGES, Optional.empty()));
    var failed = assertThrows(StepFailed.class, () -> run(restart)).failure();
    assertEquals("it does not start", failed.message());
    assertEquals("seen: no space left", failed.hint());
  }

  @Test
  void commandThatIsNotNeededIsNotRun() throws Exception {
    var due = new Due("x");
    host.has(due, false);
    assertFalse(run(command(Want.Effect.UNKNOWN, Optional.of(due))).changed());
    assertEquals(List.of(), host.performed());
  }

  @Test
  void commandWhoseConditionStillHoldsHasFailed() {
    var due = new Due("x");
    host.has(due, true);
    var failed =
        assertThrows(StepFailed.class, () -> run(command(Want.Effect.UNKNOWN, Optional.of(due))));
    assertTrue(failed.getMessage().contains("its condition still holds"), failed.getMessage());
  }

  @Test
  void affectedFactIsUnknownInCheckModeAndReadAgainInRun() throws Exception {
    var reset = new Reset(counterFact);
    host.has(reset, false)
        .does(c -> c.toString().contains("reset"), reset, r -> true)
        .does(c -> c.toString().contains("reset"), counterFact, c -> 0);
    Module resetting = () -> List.of(new Want.Reach<>(reset, r -> true));
    assertTrue(run(new AtLeast(counterFact, 1)).unsureReason().isEmpty());
    check(resetting);
    assertEquals(
        Optional.of("the state of counter a depends on reset, which an earlier step would change"),
        check(new AtLeast(counterFact, 1)).unsureReason());

    var later = new HostStateCache(host);
    new ModuleCall(host, later, false, false, MANNER).run(new AtLeast(counterFact, 5));
    new ModuleCall(host, later, false, false, MANNER).run(resetting);
    assertTrue(
        new ModuleCall(host, later, false, false, MANNER, StepServices.standalone())
            .run(new AtLeast(counterFact, 5))
            .changed());
  }

  private static Module command(Want.Effect effect, Optional<Fact<Boolean>> due) {
    return () ->
        List.of(new Want.Perform("do it", Change.RunCommand.of(List.of("do")), effect, due));
  }

  private static HostStateCache.FactView view(Fact<?> fact) {
    return new HostStateCache.FactView(Optional.empty(), fact);
  }

  private CallResult run(Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, false, false, MANNER).run(module);
  }

  private CallResult check(Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, true, false, MANNER).run(module);
  }

  /** Resets a counter without declaring it. */
  private record Reset(CounterFact counterFact) implements Fact<Boolean> {
    @Override
    public String label() {
      return "reset";
    }

    @Override
    public Script query(Detail detail) {
      return new Script("test -e reset");
    }

    @Override
    public Boolean read(ScriptOutput scriptOutput) {
      return scriptOutput.exit() == 0;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of(new Change.RunScript(new Script("reset")));
    }

    @Override
    public List<Place> places() {
      return counterFact.places();
    }
  }

  /** A fact that tells whether a command is due. */
  private record Due(String name) implements Fact<Boolean> {
    @Override
    public String label() {
      return name;
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("test -e {}", name);
    }

    @Override
    public Boolean read(ScriptOutput scriptOutput) {
      return scriptOutput.exit() == 0;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of();
    }
  }
}
