package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.module.Change;
import runbook.module.Fact;
import runbook.module.HostAccess;
import runbook.module.Module;
import runbook.module.Question;
import runbook.module.Script;
import runbook.module.ScriptOutput;
import runbook.module.Want;
import runbook.playbook.Barrier;
import runbook.playbook.PlayElement;
import runbook.playbook.Task;
import runbook.report.Tally;
import runbook.step.CounterFact;
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

/**
 * Facts are kept across a barrier only while no host acts. The second host has a counter that falls
 * at its second look, so that a step that needs it tells whether it was read again.
 */
@Timeout(60)
final class KeptFactsTest {

  private final CounterFact first = CounterFact.named("first");
  private final CounterFact falling = CounterFact.named("falling");
  private final FakeHost actor = new FakeHost().has(first, 0).has(falling, 5);
  private final FakeHost reader = new FakeHost().has(first, 5).has(falling, 5).comes(falling, 0, 1);
  private final PlayBuilder playBuilder = new PlayBuilder();
  private final Tally tally = new Tally();

  /** The condition of a command. */
  private record Due() implements Fact<Boolean> {
    @Override
    public String label() {
      return "due";
    }

    @Override
    public Script query(Detail detail) {
      return Script.of("test");
    }

    @Override
    public Boolean read(ScriptOutput scriptOutput) {
      return true;
    }

    @Override
    public List<Change> changes(Boolean from, Boolean to) {
      return List.of();
    }
  }

  private record Asked() implements Question {
    @Override
    public String label() {
      return "the weather";
    }

    @Override
    public Map<String, Object> ask(HostAccess host) {
      return Map.of();
    }
  }

  @BeforeEach
  void addHosts() {
    actor.does(c -> true, first, c -> 5);
    playBuilder.host("actor", actor).host("reader", reader);
  }

  @Test
  void oneTripServesAllStagesWithoutChanges() throws Exception {
    run(looks(), meet(), needsFalling(), meet(), needsFalling());
    assertEquals(0, failed());
    assertEquals(1, trips());
  }

  @Test
  void changeOfAnotherHostMakesStagesReadAgain() throws Exception {
    run(looks(), meet(), raises(), meet(), needsFalling());
    assertEquals(1, failed());
  }

  @Test
  void commandOfAnotherHostMakesStagesReadAgain() throws Exception {
    run(looks(), meet(), onActor(command(Optional.empty())), meet(), needsFalling());
    assertEquals(1, failed());
  }

  @Test
  void waitOfAnotherHostMakesStagesReadAgain() throws Exception {
    Module pause = () -> List.of(new Want.Pause(Duration.ofMillis(1)));
    run(looks(), meet(), onActor(playBuilder.task("pause", pause)), meet(), needsFalling());
    assertEquals(1, failed());
  }

  @Test
  void questionOfAnotherHostMakesStagesReadAgain() throws Exception {
    Module asks = () -> List.of(new Want.Consult("", new Asked()));
    run(looks(), meet(), onActor(playBuilder.task("ask", asks)), meet(), needsFalling());
    assertEquals(1, failed());
  }

  @Test
  void factThatShowsSomethingToDoIsReadAgain() throws Exception {
    reader.has(falling, 0).comes(falling, 5, 1);
    run(looks(), meet(), needsFalling());
    assertEquals(0, failed());
    assertEquals(2, trips());
  }

  @Test
  void repeatedTaskReadsAgain() throws Exception {
    run(looks(), meet(), PlayBuilder.until(needsFalling(), "", 0));
    assertEquals(1, failed());
  }

  @Test
  void gateReadsAgain() throws Exception {
    var due = CounterFact.named("due");
    actor.has(due, 5);
    reader.has(due, 0).does(c -> true, due, c -> 5);
    var raise = playBuilder.task("raise", new AtLeast(due, 5));
    run(looks(), meet(), playBuilder.rolling(1, needsFalling(), raise));
    assertEquals(1, failed());
    assertEquals(0, tally.hosts().get("reader").changed());
  }

  @Test
  void hostKeepsFactsWhileItWaitsForATaskThatRunsOnceAndChangesNothing() throws Exception {
    run(looks(), meet(), PlayBuilder.once(looks()), needsFalling());
    assertEquals(0, failed());
    assertEquals(1, trips());
  }

  @Test
  void hostReadsAgainAfterATaskThatRunsOnceAndChangesSomething() throws Exception {
    run(looks(), meet(), PlayBuilder.once(raises()), needsFalling());
    assertEquals(1, failed());
  }

  /** It is a command of the user, and may rely on what an earlier stage does. */
  @Test
  void conditionOfACommandIsReadInItsOwnStage() throws Exception {
    reader.has(new Due(), false);
    actor.has(new Due(), false);
    run(looks(), meet(), command(Optional.of(new Due())));
    assertEquals(0, failed());
    assertEquals(2, trips());
  }

  @Test
  void resultsOfKnownFactsRevealFactsBeforeTheirTasksRun() throws Exception {
    run(looks(), meet(), reveal("one"), needs("one"), reveal("two"), needs("two"));
    assertEquals(0, failed());
    assertEquals(2, trips());
  }

  @Test
  void eachStageReadsAgainStepByStep() throws Exception {
    playBuilder.stepByStep();
    run(looks(), meet(), needsFalling());
    assertEquals(1, failed());
  }

  private void run(PlayElement... elements) throws Exception {
    List.of(elements).forEach(playBuilder::then);
    playBuilder.run(false, tally);
  }

  private int failed() {
    return tally.hosts().get("reader").failed();
  }

  private long trips() {
    return tally.hosts().get("reader").traffic().roundTrips();
  }

  private Barrier meet() {
    return playBuilder.barrier(new Barrier.Need.All(), Barrier.OnFailure.ABORT);
  }

  private static Task onActor(Task task) {
    return PlayBuilder.when("host.name == 'actor'", task);
  }

  private Task reveal(String name) {
    Module look = () -> List.of(new Want.Look<>("it", first));
    return PlayBuilder.register(name, playBuilder.task("reveal " + name, look));
  }

  private Task needs(String name) {
    var counterFact = CounterFact.named(name);
    List.of(actor, reader).forEach(host -> host.has(counterFact, 0));
    var needs = playBuilder.task("need " + name, new Needs(counterFact, 0));
    return playBuilder.needing(name, needs);
  }

  /** Changes something on the actor only. */
  private Task raises() {
    return playBuilder.task("raise", new AtLeast(first, 5));
  }

  private Task looks() {
    Module look = () -> List.of(new Want.Look<>("it", first), new Want.Look<>("it", falling));
    return playBuilder.task("look", look);
  }

  private Task needsFalling() {
    return playBuilder.task("need", new Needs(falling, 5));
  }

  private Task command(Optional<Fact<Boolean>> due) {
    var command = Change.RunCommand.of(List.of("true"));
    Module module =
        () -> List.of(new Want.Perform("run", command, Want.Effect.CHANGES, due, List.of()));
    return playBuilder.task("run", module);
  }
}
