package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.module.Change;
import runbook.module.Module;
import runbook.module.Want;
import runbook.playbook.Task;
import runbook.step.CounterFact;
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

/** Tests of tasks that are retried. */
@Timeout(180)
final class RetryTest {

  private final CounterFact counterFact = CounterFact.named("a");
  private final FakeHost host = new FakeHost().has(counterFact, 0);
  private final PlayBuilder playBuilder = new PlayBuilder().host("web1", host);
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  @Test
  void retriesUntilConditionHoldsAndLooksAgainEachTime() throws Exception {
    host.comes(counterFact, 7, 2);
    run(PlayBuilder.until(look(), "result.seen.count == 7", 5), false);
    assertInstanceOf(StepOutcome.Ok.class, outcome());
    assertEquals(
        List.of(
            "attempt 1 of 6: not true yet: result.seen.count == 7",
            "attempt 2 of 6: not true yet: result.seen.count == 7"),
        progress());
  }

  @Test
  void failsAfterLastAttemptWithTheCondition() throws Exception {
    run(PlayBuilder.until(look(), "result.seen.count == 7", 2), false);
    var failed = assertInstanceOf(StepOutcome.Failed.class, outcome());
    assertEquals(
        "still not true after 3 attempts: result.seen.count == 7", failed.failure().message());
    assertEquals(2, progress().size());
  }

  @Test
  void failureIsRetriedToo() throws Exception {
    host.comes(counterFact, 7, 2);
    run(PlayBuilder.until(playBuilder.task("need", new Needs(counterFact, 7)), "", 3), false);
    assertInstanceOf(StepOutcome.Ok.class, outcome());
    assertEquals("attempt 1 of 4: a is too low", progress().getFirst());
  }

  @Test
  void lastingFailureIsReportedAsIs() throws Exception {
    run(
        PlayBuilder.until(
            playBuilder.task("need", new Needs(counterFact, 7)), "result.seen.count == 7", 1),
        false);
    var failed = assertInstanceOf(StepOutcome.Failed.class, outcome());
    assertEquals("a is too low, in the last of 2 attempts", failed.failure().message());
  }

  @Test
  void changeOfEarlierAttemptIsReported() throws Exception {
    host.does(c -> c instanceof Change.RunScript, counterFact, c -> 5);
    var other = CounterFact.named("b");
    host.has(other, 0).comes(other, 1, 1);
    Module module =
        () -> List.of(new AtLeast(counterFact, 5).wants().getFirst(), new Want.Look<>("b", other));
    run(PlayBuilder.until(playBuilder.task("raise", module), "result.b.count == 1", 3), false);
    var changed = assertInstanceOf(StepOutcome.Changed.class, outcome());
    assertEquals(1, changed.differences().size());
    assertEquals(2, attempts());
  }

  @Test
  void checkModeTriesOnceAndThenReportsUnknown() throws Exception {
    run(PlayBuilder.until(look(), "result.seen.count == 7", 5), true);
    var unsure = assertInstanceOf(StepOutcome.Unsure.class, outcome());
    assertEquals("would retry: not true yet: result.seen.count == 7", unsure.why());
    assertEquals(List.of(), progress());
  }

  @Test
  void checkModeDoesNotFailIfRunWouldRetry() throws Exception {
    run(PlayBuilder.until(playBuilder.task("need", new Needs(counterFact, 7)), "", 3), true);
    var unsure = assertInstanceOf(StepOutcome.Unsure.class, outcome());
    assertEquals("would retry: a is too low", unsure.why());
  }

  @Test
  void conditionOnMissingResultFieldFailsAtOnce() throws Exception {
    run(PlayBuilder.until(look(), "result.rc == 0", 5), false);
    var failed = assertInstanceOf(StepOutcome.Failed.class, outcome());
    assertTrue(failed.failure().message().contains("there is no 'rc' here"), failed.toString());
    assertEquals(List.of(), progress());
  }

  @Test
  void interruptEndsPauseBetweenAttempts() throws Exception {
    playBuilder.then(PlayBuilder.until(look(), "result.seen.count == 7", 9, Duration.ofHours(1)));
    var playbookRun = playBuilder.ready(false, events::add);
    var running = Thread.ofVirtual().start(() -> go(playbookRun));
    while (progress().isEmpty()) {
      Thread.onSpinWait();
    }
    playbookRun.stop();
    running.join();
    assertTrue(events.toString().contains("HostInterrupted[host=web1, goesOn=]"));
  }

  private static void go(PlaybookRun playbookRun) {
    try {
      playbookRun.run("site.yml");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Task look() {
    return playBuilder.task("look", () -> List.of(new Want.Look<>("seen", counterFact)));
  }

  private void run(Task task, boolean check) throws InterruptedException {
    playBuilder.then(task).run(check, events::add);
  }

  private StepOutcome outcome() {
    return events.stream()
        .filter(Event.StepEnded.class::isInstance)
        .map(e -> ((Event.StepEnded) e).stepOutcome())
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private int attempts() {
    return progress().size() + 1;
  }

  private List<String> progress() {
    return List.copyOf(events).stream()
        .flatMap(e ->
            e instanceof Event.StepWaits waits
                ? Optional.of(waits.progress()).stream()
                : Optional.<String>empty().stream())
        .toList();
  }
}
