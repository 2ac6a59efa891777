package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.event.Event;
import runbook.event.Outcome;
import runbook.module.Change;
import runbook.module.Module;
import runbook.module.Want;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.playbook.Task;
import runbook.report.Tally;
import runbook.step.Counter;
import runbook.step.Counter.AtLeast;
import runbook.step.Counter.Needs;
import runbook.testkit.FakeHost;

/** Tasks that one host does for all, and tasks that act on another host. */
@Timeout(180)
final class ErrandTest {

  private final Counter counter = Counter.named("a");
  private final FakeHost one = host();
  private final FakeHost two = host();
  private final FakeHost three = host();
  private final Plays plays = new Plays().host("h1", one).host("h2", two).host("h3", three);
  private final Tally tally = new Tally();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void theFirstHostDoesItAndAllHaveTheResult() throws Exception {
    one.has(counter, 7);
    plays.then(Plays.once(Plays.register("seen", look())));
    plays.then(Plays.until(plays.task("ask", List::of), "seen.it.count == 7", 1, Duration.ZERO));
    run(false);
    assertEquals(List.of("h1: look"), steps("look"));
    assertEquals(3, steps("ask").size());
    assertFalse(tally.anyFailed());
  }

  @Test
  void aHostThatIsNotThereLeavesItToTheNext() throws Exception {
    one.isDown(true);
    plays.then(Plays.once(raise()));
    run(false);
    assertEquals(List.of("h2: raise"), steps("raise"));
    assertEquals(0, three.state(counter));
  }

  @Test
  void aHostForWhichTheConditionIsFalseTakesNoPart() throws Exception {
    plays.then(Plays.when("host.name != 'h1'", Plays.once(raise())));
    plays.then(plays.task("after", List::of));
    run(false);
    assertEquals(List.of("h1: raise", "h2: raise"), steps("raise"));
    assertEquals(1, tally.hosts().get("h1").skipped());
    assertEquals(5, two.state(counter));
    assertEquals(3, steps("after").size());
  }

  @Test
  void whenItFailsItFailsForAll() throws Exception {
    plays.then(Plays.once(plays.task("need", new Needs(counter, 9))));
    plays.then(plays.task("after", List::of));
    run(false);
    assertEquals(1, tally.hosts().get("h1").failed());
    assertEquals("'need' failed on h1", tally.hosts().get("h3").end().orElseThrow());
    assertEquals(List.of(), steps("after"));
  }

  @Test
  void aHostThatIsLostInTheMiddleIsNotFollowedByAnother() throws Exception {
    one.diesOf(c -> true);
    plays.then(Plays.once(raise()));
    run(false);
    assertTrue(tally.hosts().get("h1").lost());
    assertEquals(
        "h1 left in the middle of 'raise' (unreachable)",
        tally.hosts().get("h2").end().orElseThrow());
    assertEquals(List.of(), two.performed());
  }

  @Test
  void whoNeverGetsThereHoldsNobody() throws Exception {
    plays.then(Plays.when("host.name == 'h1'", plays.task("need", new Needs(counter, 9))));
    plays.then(plays.barrier(new Need.Count(2), OnFailure.CONTINUE));
    plays.then(Plays.once(raise()));
    run(false);
    assertEquals(List.of("h2: raise"), steps("raise"));
  }

  @Test
  void inARollingBlockTheFirstWhoComesDoesIt() throws Exception {
    var gate = plays.task("gate", new Needs(counter, 0));
    plays.then(plays.rolling(1, gate, Plays.once(raise())));
    run(false);
    assertEquals(1, steps("raise").size());
    assertEquals(3, events.stream().filter(Event.SlotFreed.class::isInstance).count());
  }

  @Test
  void aHandlerIsDoneOnceForAllThatAreNotified() throws Exception {
    plays.then(plays.task("raise", new AtLeast(counter, 5), "tell"));
    plays.handler(Plays.once(plays.task("tell", List::of)));
    run(false);
    assertEquals(1, steps("tell").size());
  }

  @Test
  void aDelegatedStepActsOnTheOtherHostOnly() throws Exception {
    var other = host();
    plays.bystander("other", other);
    plays.then(Plays.once(Plays.on("other", raise())));
    run(false);
    assertEquals(5, other.state(counter));
    assertEquals(0, one.state(counter));
    assertEquals(List.of("h1: raise on other"), steps("raise"));
    assertEquals(0, tally.hosts().get("other").ok());
    assertTrue(tally.hosts().get("other").traffic().roundTrips() > 0);
  }

  @Test
  void stepsOnOneHostTakeTurns() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    Module module =
        () -> {
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          for (int i = 0; i < 10_000; i++) {
            Thread.onSpinWait();
          }
          inside.decrementAndGet();
          return List.of();
        };
    for (int i = 0; i < 20; i++) {
      plays.then(Plays.on("h2", plays.task("step " + i, module)));
    }
    run(false);
    assertEquals(1, most.get());
  }

  @Test
  void hostsThatDelegateToEachOtherDoNotHang() throws Exception {
    for (int i = 0; i < 50; i++) {
      plays.then(Plays.when("host.name != 'h1'", Plays.on("h1", plays.task("to 1", seeing()))));
      plays.then(Plays.when("host.name != 'h2'", Plays.on("h2", plays.task("to 2", seeing()))));
    }
    run(false);
    assertFalse(tally.anyFailed());
  }

  @Test
  void whileAStepWaitsOthersMayActOnItsHost() throws Exception {
    plays.bystander("other", host());
    Module wait =
        () ->
            List.of(
                new Want.Await<>(counter, c -> c == 5, Duration.ofSeconds(25), c -> "it is " + c));
    plays.then(Plays.when("host.name == 'h1'", Plays.on("other", plays.task("wait", wait))));
    plays.then(Plays.when("host.name == 'h2'", Plays.on("other", raise())));
    run(false);
    assertFalse(tally.anyFailed(), events.toString());
  }

  @Test
  void theLossOfTheOtherHostIsAFailureOfTheStep() throws Exception {
    plays.bystander("other", host().diesOf(c -> true));
    plays.then(Plays.on("other", Plays.once(raise())));
    run(false);
    assertFalse(tally.hosts().get("h1").lost());
    assertEquals(1, tally.hosts().get("h1").failed());
    assertTrue(events.toString().contains("it is delegated to other: the host was lost"));
  }

  @Test
  void aHostThatCannotBeReachedIsAFailureOfTheStepToo() throws Exception {
    plays.bystander("other", host().isDown(true));
    plays.then(Plays.on("other", raise()));
    run(false);
    assertEquals(3, tally.hosts().values().stream().mapToInt(Tally.Counts::failed).sum());
    assertFalse(tally.anyLost());
  }

  @Test
  void checkModeKeepsThePictureOfTheHostThatIsActedOn() throws Exception {
    var other = host();
    plays.bystander("other", other);
    plays.then(Plays.once(Plays.on("other", raise())));
    plays.then(Plays.on("other", plays.task("need", new Needs(counter, 5))));
    plays.then(Plays.on("other", plays.task("again", new AtLeast(counter, 5))));
    run(true);
    assertFalse(tally.anyFailed(), events.toString());
    assertEquals(List.of("h1"), changed());
    assertEquals(List.of(), other.performed());
  }

  private FakeHost host() {
    return new FakeHost().has(counter, 0).does(c -> c instanceof Change.Run, counter, c -> 5);
  }

  private Task raise() {
    return plays.task("raise", new AtLeast(counter, 5));
  }

  private Task look() {
    return plays.task("look", seeing());
  }

  private Module seeing() {
    return () -> List.of(new Want.Look<>("it", counter));
  }

  private void run(boolean check) throws InterruptedException {
    plays.run(
        check,
        event -> {
          events.add(event);
          tally.on(event);
        });
  }

  private List<String> changed() {
    return ended().stream()
        .filter(e -> e.outcome() instanceof Outcome.Changed)
        .map(Event.StepEnded::host)
        .toList();
  }

  private List<String> steps(String name) {
    return ended().stream()
        .filter(e -> e.step().name().equals(name))
        .map(e -> (e.host() + ": " + name + " " + e.step().item()).strip())
        .sorted()
        .toList();
  }

  private List<Event.StepEnded> ended() {
    return events.stream()
        .filter(Event.StepEnded.class::isInstance)
        .map(Event.StepEnded.class::cast)
        .toList();
  }
}
