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
import runbook.event.StepOutcome;
import runbook.module.Change;
import runbook.module.Module;
import runbook.module.Want;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.playbook.Task;
import runbook.report.Tally;
import runbook.step.CounterFact;
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

/** Tests of tasks that one host runs for all, and of tasks that act on another host. */
@Timeout(180)
final class DelegationTest {

  private final CounterFact counterFact = CounterFact.named("a");
  private final FakeHost one = host();
  private final FakeHost two = host();
  private final FakeHost three = host();
  private final PlayBuilder playBuilder =
      new PlayBuilder().host("h1", one).host("h2", two).host("h3", three);
  private final Tally tally = new Tally();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void firstHostRunsItAndAllHostsGetResult() throws Exception {
    one.has(counterFact, 7);
    playBuilder.then(PlayBuilder.once(PlayBuilder.register("seen", look())));
    playBuilder.then(
        PlayBuilder.until(
            playBuilder.task("ask", List::of), "seen.it.count == 7", 1, Duration.ZERO));
    run(false);
    assertEquals(List.of("h1: look"), steps("look"));
    assertEquals(3, steps("ask").size());
    assertFalse(tally.anyFailed());
  }

  @Test
  void nextHostRunsItIfFirstIsUnreachable() throws Exception {
    one.isDown(true);
    playBuilder.then(PlayBuilder.once(raise()));
    run(false);
    assertEquals(List.of("h2: raise"), steps("raise"));
    assertEquals(0, three.state(counterFact));
  }

  @Test
  void hostWithFalseConditionIsNotUsed() throws Exception {
    playBuilder.then(PlayBuilder.when("host.name != 'h1'", PlayBuilder.once(raise())));
    playBuilder.then(playBuilder.task("after", List::of));
    run(false);
    assertEquals(List.of("h1: raise", "h2: raise"), steps("raise"));
    assertEquals(1, tally.hosts().get("h1").skipped());
    assertEquals(5, two.state(counterFact));
    assertEquals(3, steps("after").size());
  }

  @Test
  void failureFailsAllHosts() throws Exception {
    playBuilder.then(PlayBuilder.once(playBuilder.task("need", new Needs(counterFact, 9))));
    playBuilder.then(playBuilder.task("after", List::of));
    run(false);
    assertEquals(1, tally.hosts().get("h1").failed());
    assertEquals("'need' failed on h1", tally.hosts().get("h3").end().orElseThrow());
    assertEquals(List.of(), steps("after"));
  }

  @Test
  void noOtherHostRunsItIfFirstIsLostDuringTask() throws Exception {
    one.diesOf(c -> true);
    playBuilder.then(PlayBuilder.once(raise()));
    run(false);
    assertTrue(tally.hosts().get("h1").lost());
    assertEquals(
        "h1 left in the middle of 'raise' (unreachable)",
        tally.hosts().get("h2").end().orElseThrow());
    assertEquals(List.of(), two.performed());
  }

  @Test
  void hostThatNeverArrivesBlocksNoOther() throws Exception {
    playBuilder.then(
        PlayBuilder.when("host.name == 'h1'", playBuilder.task("need", new Needs(counterFact, 9))));
    playBuilder.then(playBuilder.barrier(new Need.Count(2), OnFailure.CONTINUE));
    playBuilder.then(PlayBuilder.once(raise()));
    run(false);
    assertEquals(List.of("h2: raise"), steps("raise"));
  }

  @Test
  void firstHostInRollingBlockRunsIt() throws Exception {
    var gate = playBuilder.task("gate", new Needs(counterFact, 0));
    playBuilder.then(playBuilder.rolling(1, gate, PlayBuilder.once(raise())));
    run(false);
    assertEquals(1, steps("raise").size());
    assertEquals(3, events.stream().filter(Event.SlotFreed.class::isInstance).count());
  }

  @Test
  void handlerRunsOnceForAllNotifiedHosts() throws Exception {
    playBuilder.then(playBuilder.task("raise", new AtLeast(counterFact, 5), "tell"));
    playBuilder.handler(PlayBuilder.once(playBuilder.task("tell", List::of)));
    run(false);
    assertEquals(1, steps("tell").size());
  }

  @Test
  void delegatedStepActsOnOtherHostOnly() throws Exception {
    var other = host();
    playBuilder.bystander("other", other);
    playBuilder.then(PlayBuilder.once(PlayBuilder.on("other", raise())));
    run(false);
    assertEquals(5, other.state(counterFact));
    assertEquals(0, one.state(counterFact));
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
      playBuilder.then(PlayBuilder.on("h2", playBuilder.task("step " + i, module)));
    }
    run(false);
    assertEquals(1, most.get());
  }

  @Test
  void hostsThatDelegateToEachOtherDoNotHang() throws Exception {
    for (int i = 0; i < 50; i++) {
      playBuilder.then(
          PlayBuilder.when(
              "host.name != 'h1'",
              PlayBuilder.on("h1", playBuilder.task("to 1", lookAtCounter()))));
      playBuilder.then(
          PlayBuilder.when(
              "host.name != 'h2'",
              PlayBuilder.on("h2", playBuilder.task("to 2", lookAtCounter()))));
    }
    run(false);
    assertFalse(tally.anyFailed());
  }

  @Test
  void waitingStepDoesNotBlockItsHost() throws Exception {
    playBuilder.bystander("other", host());
    Module wait =
        () ->
            List.of(
                new Want.Await<>(
                    counterFact, c -> c == 5, Duration.ofSeconds(25), c -> "it is " + c));
    playBuilder.then(
        PlayBuilder.when(
            "host.name == 'h1'", PlayBuilder.on("other", playBuilder.task("wait", wait))));
    playBuilder.then(PlayBuilder.when("host.name == 'h2'", PlayBuilder.on("other", raise())));
    run(false);
    assertFalse(tally.anyFailed(), events.toString());
  }

  @Test
  void lostDelegateFailsStep() throws Exception {
    playBuilder.bystander("other", host().diesOf(c -> true));
    playBuilder.then(PlayBuilder.on("other", PlayBuilder.once(raise())));
    run(false);
    assertFalse(tally.hosts().get("h1").lost());
    assertEquals(1, tally.hosts().get("h1").failed());
    assertTrue(events.toString().contains("it is delegated to other: the host was lost"));
  }

  @Test
  void unreachableDelegateFailsStep() throws Exception {
    playBuilder.bystander("other", host().isDown(true));
    playBuilder.then(PlayBuilder.on("other", raise()));
    run(false);
    assertEquals(3, tally.hosts().values().stream().mapToInt(Tally.HostCounts::failed).sum());
    assertFalse(tally.anyLost());
  }

  @Test
  void checkModeKeepsStateOfDelegatedHost() throws Exception {
    var other = host();
    playBuilder.bystander("other", other);
    playBuilder.then(PlayBuilder.once(PlayBuilder.on("other", raise())));
    playBuilder.then(PlayBuilder.on("other", playBuilder.task("need", new Needs(counterFact, 5))));
    playBuilder.then(
        PlayBuilder.on("other", playBuilder.task("again", new AtLeast(counterFact, 5))));
    run(true);
    assertFalse(tally.anyFailed(), events.toString());
    assertEquals(List.of("h1"), changed());
    assertEquals(List.of(), other.performed());
  }

  private FakeHost host() {
    return new FakeHost()
        .has(counterFact, 0)
        .does(c -> c instanceof Change.RunScript, counterFact, c -> 5);
  }

  private Task raise() {
    return playBuilder.task("raise", new AtLeast(counterFact, 5));
  }

  private Task look() {
    return playBuilder.task("look", lookAtCounter());
  }

  private Module lookAtCounter() {
    return () -> List.of(new Want.Look<>("it", counterFact));
  }

  private void run(boolean check) throws InterruptedException {
    playBuilder.run(
        check,
        event -> {
          events.add(event);
          tally.on(event);
        });
  }

  private List<String> changed() {
    return ended().stream()
        .filter(e -> e.stepOutcome() instanceof StepOutcome.Changed)
        .map(Event.StepEnded::host)
        .toList();
  }

  private List<String> steps(String name) {
    return ended().stream()
        .filter(e -> e.stepId().name().equals(name))
        .map(e -> (e.host() + ": " + name + " " + e.stepId().item()).strip())
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
