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
import runbook.event.StepOutcome;
import runbook.module.Change;
import runbook.module.Module;
import runbook.module.Want;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.report.Tally;
import runbook.step.CounterFact;
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

@Timeout(180)
final class PlaybookRunTest {

  private final CounterFact counterFact = CounterFact.named("a");
  private final PlayBuilder playBuilder = new PlayBuilder();
  private final Tally tally = new Tally();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void hostsReachWantedStateAndStayUnchanged() throws Exception {
    playBuilder.host("web1", host()).host("web2", host()).then(playBuilder.task("raise", raise()));
    run(false);
    assertEquals(1, tally.hosts().get("web1").changed());
    assertEquals(1, tally.hosts().get("web2").changed());
    var again = new Tally();
    playBuilder.run(false, again);
    assertFalse(again.anyChangedOrUnsure());
  }

  @Test
  void checkPredictsRun() throws Exception {
    playBuilder.host("web1", host()).then(playBuilder.task("raise", raise()));
    playBuilder
        .then(playBuilder.task("again", raise()))
        .then(playBuilder.task("need", new Needs(counterFact, 5)));
    run(true);
    var predicted = changes();
    events.clear();
    run(false);
    assertEquals(predicted, changes());
    assertEquals(List.of("web1: raise"), predicted);
  }

  @Test
  void factsThatAResultRevealsAreQueriedTogether() throws Exception {
    var others = List.of(CounterFact.named("b"), CounterFact.named("c"), CounterFact.named("d"));
    var host = host();
    others.forEach(other -> host.has(other, 0));
    playBuilder.host("web1", host);
    Module look = () -> List.of(new Want.Look<>("it", counterFact));
    playBuilder.then(PlayBuilder.register("seen", playBuilder.task("look", look)));
    for (var other : others) {
      var need = playBuilder.task("need " + other.name(), new Needs(other, 0));
      playBuilder.then(playBuilder.needing("seen", need));
    }
    run(false);
    assertEquals(4, tally.hosts().get("web1").ok());
    assertEquals(2, tally.hosts().get("web1").traffic().roundTrips());
  }

  @Test
  void failureEndsPlayForItsHostOnly() throws Exception {
    playBuilder
        .host("bad", new FakeHost().has(counterFact, 0).refuses(c -> true))
        .host("good", host());
    playBuilder
        .then(playBuilder.task("raise", raise()))
        .then(playBuilder.task("after", new Needs(counterFact, 5)));
    run(false);
    assertEquals(1, tally.hosts().get("bad").failed());
    assertEquals(0, tally.hosts().get("bad").ok());
    assertEquals(1, tally.hosts().get("good").ok());
  }

  @Test
  void unreachableHostDoesNotBlockQuorumBarrier() throws Exception {
    playBuilder.host("a", host()).host("b", host()).host("c", host().isDown(true));
    playBuilder.then(playBuilder.barrier(new Need.Quorum(), OnFailure.ABORT));
    playBuilder.then(playBuilder.task("raise", raise()));
    run(false);
    assertTrue(tally.hosts().get("c").lost());
    assertEquals(1, tally.hosts().get("a").changed());
    assertEquals(1, tally.hosts().get("b").changed());
  }

  @Test
  void lostHostFailsBarrierThatNeedsAllHosts() throws Exception {
    playBuilder.host("a", host()).host("b", host().diesOf(c -> true));
    playBuilder.then(playBuilder.task("raise", raise()));
    playBuilder.then(playBuilder.barrier(new Need.All(), OnFailure.ABORT));
    playBuilder.then(playBuilder.task("after", raise()));
    run(false);
    assertTrue(tally.hosts().get("b").lost());
    assertTrue(tally.hosts().get("a").end().orElse("").contains("barrier"));
    assertTrue(events.stream().noneMatch(e -> e.toString().contains("after")), events.toString());
  }

  @Test
  void hostThatIsLostWhileItWaitsAtBarrierIsLost() throws Exception {
    var unplugged = host();
    playBuilder.host("a", unplugged).host("b", host());
    Module unplug =
        () -> {
          unplugged.unplug();
          // The other host comes late, so that the one that is lost waits for it.
          int seconds = Thread.currentThread().getName().equals("b") ? 1 : 0;
          return List.of(new Want.Pause(java.time.Duration.ofSeconds(seconds)));
        };
    playBuilder.then(PlayBuilder.on("b", playBuilder.task("unplug a", unplug)));
    playBuilder.then(playBuilder.barrier(new Need.All(), OnFailure.ABORT));
    playBuilder.then(playBuilder.task("after", raise()));
    run(false);
    assertTrue(tally.hosts().get("a").lost(), events.toString());
    assertTrue(events.stream().noneMatch(e -> e.toString().contains("after")), events.toString());
  }

  @Test
  void onlyFirstBarrierThatCannotOpenIsReported() throws Exception {
    playBuilder.host("a", host()).host("b", host().diesOf(c -> true)).host("c", host());
    playBuilder.then(playBuilder.task("raise", raise()));
    playBuilder.then(playBuilder.barrier(new Need.Quorum(), OnFailure.ABORT));
    var first = playBuilder.barrier(new Need.All(), OnFailure.ABORT);
    playBuilder.then(first);
    playBuilder.then(
        playBuilder.rolling(
            1, playBuilder.task("gate", raise()), playBuilder.task("more", raise())));
    for (int i = 0; i < 8; i++) {
      playBuilder.then(
          playBuilder.barrier(new Need.All(), i == 3 ? OnFailure.CONTINUE : OnFailure.ABORT));
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
  void handlersRunOnceAtEndOnChangedHosts() throws Exception {
    var restarts = CounterFact.named("restarts");
    var changing = host().has(restarts, 0);
    var settled = new FakeHost().has(counterFact, 9).has(restarts, 0);
    for (var host : List.of(changing, settled)) {
      host.does(c -> c.toString().contains("'restarts'"), restarts, n -> n + 1);
    }
    playBuilder.host("changing", changing).host("settled", settled);
    playBuilder.then(playBuilder.task("raise", raise(), "restart"));
    playBuilder.then(playBuilder.task("raise more", raise(), "restart"));
    playBuilder.handler(playBuilder.task("restart", new AtLeast(restarts, 1)));
    run(false);
    assertEquals(1, changing.state(restarts));
    assertEquals(0, settled.state(restarts));
  }

  @Test
  void handlersSkippedByFailureAreNamed() throws Exception {
    playBuilder.host("a", host());
    playBuilder.then(playBuilder.task("raise", raise(), "restart"));
    playBuilder.then(playBuilder.task("fail", new Needs(counterFact, 99)));
    playBuilder.handler(playBuilder.task("restart", raise()));
    run(false);
    assertEquals(List.of("restart"), tally.hosts().get("a").handlersLeft());
  }

  @Test
  void failureInRollingBlockStopsFurtherHosts() throws Exception {
    var refusing = host().refuses(c -> true);
    var waiting = List.of(host(), host());
    playBuilder.host("a", refusing).host("b", waiting.get(0)).host("c", waiting.get(1));
    var gate = playBuilder.task("gate", new Needs(counterFact, 0));
    playBuilder.then(playBuilder.rolling(1, gate, playBuilder.task("raise", raise())));
    run(false);
    long touched =
        tally.hosts().values().stream().filter(c -> c.changed() > 0 || c.failed() > 0).count();
    // Hosts that entered before the failing host finish; after its failure no host enters.
    assertEquals(1, tally.hosts().get("a").failed());
    assertTrue(touched <= 3);
    int last = lastIndex(e -> e instanceof Event.RollingStopped);
    assertTrue(
        events.subList(last, events.size()).stream().noneMatch(Event.SlotTaken.class::isInstance));
  }

  @Test
  void rollingBlockLimitsConcurrentHosts() throws Exception {
    for (var name : List.of("a", "b", "c", "d")) {
      playBuilder.host(name, host());
    }
    var gate = playBuilder.task("gate", new Needs(counterFact, 0));
    playBuilder.then(playBuilder.rolling(2, gate, playBuilder.task("raise", raise())));
    run(false);
    int inside = 0;
    for (var event : events) {
      inside += event instanceof Event.SlotTaken ? 1 : event instanceof Event.SlotFreed ? -1 : 0;
      assertTrue(inside <= 2, "at most two at a time");
    }
    assertEquals(4, events.stream().filter(Event.SlotFreed.class::isInstance).count());
  }

  @Test
  void hostWithoutWorkSkipsGateOfRollingBlock() throws Exception {
    playBuilder.host("done", new FakeHost().has(counterFact, 9)).host("due", host());
    var gate = playBuilder.task("gate", new Needs(counterFact, 0));
    playBuilder.then(playBuilder.rolling(1, gate, playBuilder.task("raise", raise())));
    run(false);
    var taken = events.stream().filter(Event.SlotTaken.class::isInstance).toList();
    assertEquals(1, taken.size(), taken::toString);
    assertTrue(taken.getFirst().toString().contains("host=due"), taken::toString);
    assertEquals(1, tally.hosts().get("done").ok(), "no gate, but the task itself");
    assertEquals(1, tally.hosts().get("due").changed());
  }

  @Test
  void waitingHostStopsAtOnce() throws Exception {
    playBuilder.host("a", host()).host("b", host().diesOf(c -> true));
    var release = new CountDownLatch(1);
    playBuilder.then(
        playBuilder.task(
            "hold b back",
            () -> {
              if (Thread.currentThread().getName().equals("b")) {
                hold(release);
              }
              return List.of();
            }));
    playBuilder.then(playBuilder.barrier(new Need.All(), OnFailure.ABORT));
    var playbookRun = playBuilder.ready(false, this::hear);
    var running = Thread.ofVirtual().start(() -> go(playbookRun));
    while (List.copyOf(events).stream().noneMatch(e -> e.toString().contains("host=a, step"))) {
      Thread.onSpinWait();
    }
    playbookRun.stop();
    while (!tally.hosts().get("a").end().orElse("").startsWith("interrupted")) {
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

  private static void go(PlaybookRun playbookRun) {
    try {
      playbookRun.run("site.yml");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void faultOfModuleIsReportedAndBlocksNoOtherHost() {
    playBuilder.host("a", host());
    playBuilder.then(
        playBuilder.task(
            "broken",
            () -> {
              throw new IllegalStateException("broken");
            }));
    playBuilder.then(playBuilder.barrier(new Need.All(), OnFailure.ABORT));
    assertThrows(IllegalStateException.class, () -> run(false));
  }

  private FakeHost host() {
    return new FakeHost()
        .has(counterFact, 0)
        .does(
            c ->
                c instanceof Change.RunScript runScript
                    && runScript.script().text().contains("'a'"),
            counterFact,
            c -> 5);
  }

  private Module raise() {
    return new AtLeast(counterFact, 5);
  }

  private void run(boolean check) throws InterruptedException {
    playBuilder.run(check, this::hear);
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
        .filter(
            e -> e instanceof Event.StepEnded s && s.stepOutcome() instanceof StepOutcome.Changed)
        .map(e -> ((Event.StepEnded) e).host() + ": " + ((Event.StepEnded) e).stepId().name())
        .toList();
  }
}
