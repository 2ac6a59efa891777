package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.event.Event;
import runbook.event.Outcome;
import runbook.module.Change;
import runbook.module.Module;
import runbook.module.Want;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.report.Tally;
import runbook.step.Counter;
import runbook.step.Counter.AtLeast;
import runbook.step.Counter.Needs;
import runbook.testkit.FakeHost;

@Timeout(180)
final class RunTest {

  private final Counter counter = Counter.named("a");
  private final Plays plays = new Plays();
  private final Tally tally = new Tally();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void everyHostIsBroughtToTheWantedStateAndThenLeftAlone() throws Exception {
    plays.host("web1", host()).host("web2", host()).then(plays.task("raise", raise()));
    run(false);
    assertEquals(1, tally.hosts().get("web1").changed());
    assertEquals(1, tally.hosts().get("web2").changed());
    var again = new Tally();
    plays.run(false, again);
    assertFalse(again.anyChangedOrUnsure());
  }

  @Test
  void checkSaysWhatTheRunThenDoes() throws Exception {
    plays.host("web1", host()).then(plays.task("raise", raise()));
    plays.then(plays.task("again", raise())).then(plays.task("need", new Needs(counter, 5)));
    run(true);
    var foretold = changes();
    events.clear();
    run(false);
    assertEquals(foretold, changes());
    assertEquals(List.of("web1: raise"), foretold);
  }

  @Test
  void whatAResultMakesKnownIsLookedAtInOneGo() throws Exception {
    var others = List.of(Counter.named("b"), Counter.named("c"), Counter.named("d"));
    var host = host();
    others.forEach(other -> host.has(other, 0));
    plays.host("web1", host);
    Module look = () -> List.of(new Want.Look<>("it", counter));
    plays.then(Plays.register("seen", plays.task("look", look)));
    for (var other : others) {
      var need = plays.task("need " + other.name(), new Needs(other, 0));
      plays.then(plays.needing("seen", need));
    }
    run(false);
    assertEquals(4, tally.hosts().get("web1").ok());
    assertEquals(2, tally.hosts().get("web1").traffic().roundTrips());
  }

  @Test
  void aFailureEndsThePlayForItsHostOnly() throws Exception {
    plays.host("bad", new FakeHost().has(counter, 0).refuses(c -> true)).host("good", host());
    plays.then(plays.task("raise", raise())).then(plays.task("after", new Needs(counter, 5)));
    run(false);
    assertEquals(1, tally.hosts().get("bad").failed());
    assertEquals(0, tally.hosts().get("bad").ok());
    assertEquals(1, tally.hosts().get("good").ok());
  }

  @Test
  void aDeadHostDoesNotHoldTheOthersAtABarrierThatNeedsAQuorum() throws Exception {
    plays.host("a", host()).host("b", host()).host("c", host().isDown(true));
    plays.then(plays.barrier(new Need.Quorum(), OnFailure.ABORT));
    plays.then(plays.task("raise", raise()));
    run(false);
    assertTrue(tally.hosts().get("c").lost());
    assertEquals(1, tally.hosts().get("a").changed());
    assertEquals(1, tally.hosts().get("b").changed());
  }

  @Test
  void aHostThatDiesInTheMiddleEndsABarrierThatNeedsAll() throws Exception {
    plays.host("a", host()).host("b", host().diesOf(c -> true));
    plays.then(plays.task("raise", raise()));
    plays.then(plays.barrier(new Need.All(), OnFailure.ABORT));
    plays.then(plays.task("after", raise()));
    run(false);
    assertTrue(tally.hosts().get("b").lost());
    assertTrue(tally.hosts().get("a").end().orElse("").contains("barrier"));
    assertTrue(events.stream().noneMatch(e -> e.toString().contains("after")), events.toString());
  }

  @Test
  void onlyTheFirstBarrierThatCannotOpenIsToldOf() throws Exception {
    plays.host("a", host()).host("b", host().diesOf(c -> true)).host("c", host());
    plays.then(plays.task("raise", raise()));
    plays.then(plays.barrier(new Need.Quorum(), OnFailure.ABORT));
    var first = plays.barrier(new Need.All(), OnFailure.ABORT);
    plays.then(first);
    plays.then(plays.rolling(1, plays.task("gate", raise()), plays.task("more", raise())));
    for (int i = 0; i < 8; i++) {
      plays.then(plays.barrier(new Need.All(), i == 3 ? OnFailure.CONTINUE : OnFailure.ABORT));
    }
    run(false);
    var told =
        events.stream()
            .filter(e -> e instanceof Event.BarrierFailed || e instanceof Event.RollingStopped)
            .toList();
    assertEquals(1, told.size(), told.toString());
    assertEquals(first.at(), ((Event.BarrierFailed) told.getFirst()).at());
  }

  @Test
  void handlersRunOnceAtTheEndForTheHostsThatChanged() throws Exception {
    var restarts = Counter.named("restarts");
    var changing = host().has(restarts, 0);
    var settled = new FakeHost().has(counter, 9).has(restarts, 0);
    for (var host : List.of(changing, settled)) {
      host.does(c -> c.toString().contains("'restarts'"), restarts, n -> n + 1);
    }
    plays.host("changing", changing).host("settled", settled);
    plays.then(plays.task("raise", raise(), "restart"));
    plays.then(plays.task("raise more", raise(), "restart"));
    plays.handler(plays.task("restart", new AtLeast(restarts, 1)));
    run(false);
    assertEquals(1, changing.state(restarts));
    assertEquals(0, settled.state(restarts));
  }

  @Test
  void handlersThatAFailureKeptFromRunningAreNamed() throws Exception {
    plays.host("a", host());
    plays.then(plays.task("raise", raise(), "restart"));
    plays.then(plays.task("fail", new Needs(counter, 99)));
    plays.handler(plays.task("restart", raise()));
    run(false);
    assertEquals(List.of("restart"), tally.hosts().get("a").handlersLeft());
  }

  @Test
  void inARollingBlockOneHostFailsAndNoFurtherHostIsTouched() throws Exception {
    var refusing = host().refuses(c -> true);
    var waiting = List.of(host(), host());
    plays.host("a", refusing).host("b", waiting.get(0)).host("c", waiting.get(1));
    var gate = plays.task("gate", new Needs(counter, 0));
    plays.then(plays.rolling(1, gate, plays.task("raise", raise())));
    run(false);
    long touched =
        tally.hosts().values().stream().filter(c -> c.changed() > 0 || c.failed() > 0).count();
    // Whoever went in before the refusing host is through; once it has failed nobody follows.
    assertEquals(1, tally.hosts().get("a").failed());
    assertTrue(touched <= 3);
    int last = lastIndex(e -> e instanceof Event.RollingStopped);
    assertTrue(
        events.subList(last, events.size()).stream().noneMatch(Event.SlotTaken.class::isInstance));
  }

  @Test
  void noMoreHostsAreInARollingBlockThanItAllows() throws Exception {
    for (var name : List.of("a", "b", "c", "d")) {
      plays.host(name, host());
    }
    var gate = plays.task("gate", new Needs(counter, 0));
    plays.then(plays.rolling(2, gate, plays.task("raise", raise())));
    run(false);
    int inside = 0;
    for (var event : events) {
      inside += event instanceof Event.SlotTaken ? 1 : event instanceof Event.SlotFreed ? -1 : 0;
      assertTrue(inside <= 2, "at most two at a time");
    }
    assertEquals(4, events.stream().filter(Event.SlotFreed.class::isInstance).count());
  }

  @Test
  void aHostOnWhichARollingBlockHasNothingToDoPassesByWithoutTheGate() throws Exception {
    plays.host("done", new FakeHost().has(counter, 9)).host("due", host());
    var gate = plays.task("gate", new Needs(counter, 0));
    plays.then(plays.rolling(1, gate, plays.task("raise", raise())));
    run(false);
    var taken = events.stream().filter(Event.SlotTaken.class::isInstance).toList();
    assertEquals(1, taken.size(), taken::toString);
    assertTrue(taken.getFirst().toString().contains("host=due"), taken::toString);
    assertEquals(1, tally.hosts().get("done").ok(), "no gate, but the task itself");
    assertEquals(1, tally.hosts().get("due").changed());
  }

  @Test
  void aHostThatOnlyWaitsForOthersStopsAtOnce() throws Exception {
    plays.host("a", host()).host("b", host().diesOf(c -> true));
    var release = new CountDownLatch(1);
    plays.then(
        plays.task(
            "hold b back",
            () -> {
              if (Thread.currentThread().getName().equals("b")) {
                hold(release);
              }
              return List.of();
            }));
    plays.then(plays.barrier(new Need.All(), OnFailure.ABORT));
    var run = plays.ready(false, this::hear);
    var running = Thread.ofVirtual().start(() -> go(run));
    while (List.copyOf(events).stream().noneMatch(e -> e.toString().contains("host=a, step"))) {
      Thread.onSpinWait();
    }
    run.stop();
    while (!tally.hosts().get("a").end().orElse("").equals("interrupted")) {
      Thread.onSpinWait();
    }
    release.countDown();
    running.join();
  }

  private static void hold(CountDownLatch release) {
    try {
      release.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void go(Run run) {
    try {
      run.run("site.yml");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFaultOfAModuleOnOneHostIsToldAndHoldsNobody() {
    plays.host("a", host());
    plays.then(
        plays.task(
            "broken",
            () -> {
              throw new IllegalStateException("broken");
            }));
    plays.then(plays.barrier(new Need.All(), OnFailure.ABORT));
    assertThrows(IllegalStateException.class, () -> run(false));
  }

  private FakeHost host() {
    return new FakeHost()
        .has(counter, 0)
        .does(
            c -> c instanceof Change.Run run && run.script().text().contains("'a'"),
            counter,
            c -> 5);
  }

  private Module raise() {
    return new AtLeast(counter, 5);
  }

  private void run(boolean check) throws InterruptedException {
    plays.run(check, this::hear);
  }

  private void hear(Event event) {
    events.add(event);
    tally.on(event);
  }

  private int lastIndex(java.util.function.Predicate<Event> which) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (which.test(events.get(i))) {
        return i;
      }
    }
    throw new AssertionError("no such event in " + events);
  }

  private List<String> changes() {
    return events.stream()
        .filter(e -> e instanceof Event.StepEnded s && s.outcome() instanceof Outcome.Changed)
        .map(e -> ((Event.StepEnded) e).host() + ": " + ((Event.StepEnded) e).step().name())
        .toList();
  }
}
