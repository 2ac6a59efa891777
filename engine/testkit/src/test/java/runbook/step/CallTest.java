package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Answer;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Place;
import runbook.module.Script;
import runbook.module.Want;
import runbook.step.Counter.AtLeast;
import runbook.step.Counter.Needs;
import runbook.testkit.FakeHost;

final class CallTest {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final Counter counter = Counter.named("a");
  private final Counter follower = new Counter("b", Optional.of("a"));
  private final FakeHost host =
      new FakeHost()
          .has(counter, 1)
          .has(follower, 0)
          .does(change -> change.toString().contains("'a' '5'"), counter, c -> 5)
          .does(change -> change.toString().contains("'a' '5'"), follower, c -> 5);
  private final Picture picture = new Picture(host);

  @Test
  void aWantThatIsMetNeedsNoChange() throws Exception {
    assertFalse(run(new AtLeast(counter, 1)).changed());
    assertEquals(List.of(), host.performed());
  }

  @Test
  void aWantThatIsNotMetIsBroughtAbout() throws Exception {
    assertTrue(run(new AtLeast(counter, 5)).changed());
    assertEquals(5, host.state(counter));
    assertFalse(run(new AtLeast(counter, 5)).changed());
  }

  @Test
  void checkForeseesTheChangeAndDoesNothing() throws Exception {
    assertTrue(check(new AtLeast(counter, 5)).changed());
    assertFalse(check(new AtLeast(counter, 5)).changed());
    assertEquals(List.of(), host.performed());
    assertEquals(1, host.state(counter));
  }

  @Test
  void checkForeseesWhatOneFactDoesToAnother() throws Exception {
    check(new AtLeast(counter, 5));
    assertFalse(check(new Needs(follower, 5)).changed());
  }

  @Test
  void whatAChangeTouchesIsLookedAtInTheSameTrip() throws Exception {
    picture.lookAhead(
        List.of(view(counter), view(follower)), Fact.Detail.STATE, Duration.ofSeconds(5));
    run(new AtLeast(counter, 5));
    run(new Needs(follower, 5));
    assertEquals(2, host.traffic().roundTrips());
  }

  @Test
  void aStepThatFailsBeforeItDidAnythingLeavesNothingForeseen() throws Exception {
    Module module =
        () ->
            List.of(
                new AtLeast(counter, 5).wants().getFirst(),
                new Needs(follower, 9).wants().getFirst());
    assertThrows(StepFailed.class, () -> check(module));
    assertTrue(check(new AtLeast(counter, 5)).changed());

    var later = new Picture(host);
    assertThrows(StepFailed.class, () -> new Call(host, later, false, false, MANNER).of(module));
    assertEquals(List.of(), host.performed());
    assertTrue(
        new Call(host, later, false, false, MANNER, Pace.alone())
            .of(new AtLeast(counter, 5))
            .changed());
    assertEquals(5, host.state(counter));
  }

  @Test
  void aRequirementFailsInCheckAsInARun() {
    var inCheck = assertThrows(StepFailed.class, () -> check(new Needs(counter, 9)));
    var inRun = assertThrows(StepFailed.class, () -> run(new Needs(counter, 9)));
    assertEquals("a is too low", inCheck.getMessage());
    assertEquals(inRun.getMessage(), inCheck.getMessage());
  }

  @Test
  void aRequirementSaysWhatItSawAndWhatToDo() {
    Module module =
        () -> List.of(new Want.Require<>(counter, c -> c > 9, c -> "it is " + c + "\nadd to it"));
    var failed = assertThrows(StepFailed.class, () -> check(module));
    assertEquals("it is 1", failed.failure().message());
    assertEquals("add to it", failed.failure().hint());
  }

  @Test
  void aChangeThatBringsNothingAboutIsTheModulesFault() {
    var failed = assertThrows(StepFailed.class, () -> run(new AtLeast(follower, 7)));
    assertTrue(failed.getMessage().contains("is not as wanted after the change"));
  }

  @Test
  void aModuleThatNeverComesToRestIsRefusedBeforeItActs() {
    Module restless = () -> List.of(new Want.Reach<>(counter, c -> c + 1));
    var failed = assertThrows(StepFailed.class, () -> check(restless));
    assertTrue(failed.getMessage().contains("never comes to rest"));
  }

  @Test
  void afterACommandThatNobodyCanForetellAFailureIsOnlyPossible() throws Exception {
    assertTrue(check(command(Want.Effect.UNKNOWN, Optional.empty())).unsure().isPresent());
    assertTrue(check(new Needs(counter, 9)).unsure().isPresent());
  }

  @Test
  void aRestartIsAChangeThatIsKnownBeforehand() throws Exception {
    var exec = Change.Exec.of(List.of("do"));
    var unit = List.<Place>of(new Place.Unit("web"));
    Module restart =
        () -> List.of(new Want.Perform("do", exec, Want.Effect.CHANGES, Optional.empty(), unit));
    assertTrue(check(restart).changed());
    assertThrows(StepFailed.class, () -> check(new Needs(counter, 9)));
  }

  @Test
  void aRestartThatFailsFailsWithItsLastLineAndWhatIsKnownOfIt() {
    host.answers(1, "", "no space left\nit does not start\n");
    var exec = Change.Exec.of(List.of("do"));
    var script = exec.script().advised(said -> Optional.of("seen: " + said.getFirst()));
    var advised = new Change.Exec(script, exec.chdir(), exec.environment(), exec.stdin());
    Module restart =
        () -> List.of(new Want.Perform("do it", advised, Want.Effect.CHANGES, Optional.empty()));
    var failed = assertThrows(StepFailed.class, () -> run(restart)).failure();
    assertEquals("it does not start", failed.message());
    assertEquals("seen: no space left", failed.hint());
  }

  @Test
  void aCommandThatIsNotDueIsNotRun() throws Exception {
    var due = new Due("x");
    host.has(due, false);
    assertFalse(run(command(Want.Effect.UNKNOWN, Optional.of(due))).changed());
    assertEquals(List.of(), host.performed());
  }

  @Test
  void aCommandThatIsAsDueAsBeforeHasFailed() {
    var due = new Due("x");
    host.has(due, true);
    var failed =
        assertThrows(StepFailed.class, () -> run(command(Want.Effect.UNKNOWN, Optional.of(due))));
    assertTrue(failed.getMessage().contains("as due as before"), failed.getMessage());
  }

  @Test
  void aFactThatAnotherKindOfFactTouchesIsUnknownInCheckAndLookedAtAgainInARun() throws Exception {
    var reset = new Reset(counter);
    host.has(reset, false)
        .does(c -> c.toString().contains("reset"), reset, r -> true)
        .does(c -> c.toString().contains("reset"), counter, c -> 0);
    Module resetting = () -> List.of(new Want.Reach<>(reset, r -> true));
    assertTrue(run(new AtLeast(counter, 1)).unsure().isEmpty());
    check(resetting);
    assertEquals(
        Optional.of(
            "what becomes of counter a depends on reset, which an earlier step would change"),
        check(new AtLeast(counter, 1)).unsure());

    var later = new Picture(host);
    new Call(host, later, false, false, MANNER).of(new AtLeast(counter, 5));
    new Call(host, later, false, false, MANNER).of(resetting);
    assertTrue(
        new Call(host, later, false, false, MANNER, Pace.alone())
            .of(new AtLeast(counter, 5))
            .changed());
  }

  private static Module command(Want.Effect effect, Optional<Fact<Boolean>> due) {
    return () -> List.of(new Want.Perform("do it", Change.Exec.of(List.of("do")), effect, due));
  }

  private static Picture.View view(Fact<?> fact) {
    return new Picture.View(Optional.empty(), fact);
  }

  private Account run(Module module) throws Exception {
    return new Call(host, picture, false, false, MANNER).of(module);
  }

  private Account check(Module module) throws Exception {
    return new Call(host, picture, true, false, MANNER).of(module);
  }

  /** Sets a counter back, of which the counter knows nothing. */
  private record Reset(Counter counter) implements Fact<Boolean> {
    @Override
    public String label() {
      return "reset";
    }

    @Override
    public Script query(Detail detail) {
      return new Script("test -e reset");
    }

    @Override
    public Boolean read(Answer answer) {
      return answer.exit() == 0;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of(new Change.Run(new Script("reset")));
    }

    @Override
    public List<Place> places() {
      return counter.places();
    }
  }

  /** Whether a command is due. */
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
    public Boolean read(Answer answer) {
      return answer.exit() == 0;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of();
    }
  }
}
