package runbook.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.module.Fact;
import runbook.module.Module;
import runbook.module.Want;
import runbook.step.CounterFact.AtLeast;
import runbook.step.CounterFact.Needs;
import runbook.testkit.FakeHost;

final class AwaitTest {

  private static final Target.TargetOptions MANNER =
      new Target.TargetOptions(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final CounterFact counterFact = CounterFact.named("a");
  private final CounterFact other = CounterFact.named("b");
  private final FakeHost host =
      new FakeHost()
          .has(counterFact, 1)
          .has(other, 0)
          .does(change -> change.toString().contains("'b' '5'"), other, c -> 5);
  private final HostStateCache hostStateCache = new HostStateCache(host);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final StepServices stepServices =
      new StepServices(new Clockwork(), new ControllerResourceCache(), progress::add);

  /** A clock that advances only during pauses. */
  private final class Clockwork implements WaitStrategy {
    @Override
    public <T> T waitFor(InterruptibleWait<T> interruptibleWait) throws InterruptedException {
      return interruptibleWait.get();
    }

    @Override
    public void pause(Duration time) {
      pauses.add(time);
    }

    @Override
    public long nanos() {
      return pauses.stream().mapToLong(Duration::toNanos).sum();
    }
  }

  @Test
  void stateThatHoldsIsNotAwaited() throws Exception {
    assertFalse(run(await(1)).changed());
    assertEquals(List.of(), pauses);
  }

  @Test
  void looksAgainWithGrowingPauses() throws Exception {
    host.comes(counterFact, 9, 3);
    run(await(9));
    assertEquals(List.of(50L, 100L, 200L), pauses.stream().map(Duration::toMillis).toList());
  }

  @Test
  void timeoutFailsWithLastStateAndHint() {
    host.comes(counterFact, 7, 4);
    var failed = assertThrows(StepFailed.class, () -> run(await(9)));
    assertEquals("it is 7, not 9, after 30 s", failed.failure().message());
    assertEquals("count on", failed.failure().hint());
    assertEquals(Duration.ofSeconds(30), pauses.stream().reduce(Duration.ZERO, Duration::plus));
    assertTrue(pauses.stream().allMatch(p -> p.toSeconds() <= 2), pauses.toString());
  }

  @Test
  void longWaitReportsOnceWhatIsMissing() {
    assertThrows(StepFailed.class, () -> run(await(9)));
    assertEquals(List.of("it is 1, not 9, for up to 26 s more"), progress);
  }

  @Test
  void unreadableFactIsAwaited() {
    var unheard = CounterFact.named("c");
    Module module = () -> List.of(await(unheard, 1));
    var failed = assertThrows(StepFailed.class, () -> run(module));
    assertTrue(failed.getMessage().startsWith("counter c cannot be read"), failed.getMessage());
  }

  @Test
  void factsAreReadAgainAfterWait() throws Exception {
    hostStateCache.lookAhead(
        List.of(
            new HostStateCache.FactView(Optional.empty(), counterFact),
            new HostStateCache.FactView(Optional.empty(), other)),
        List.of(),
        Fact.Detail.STATE,
        Duration.ofSeconds(5));
    host.comes(counterFact, 9, 1).has(other, 3);
    run(await(9));
    assertFalse(run(new Needs(other, 3)).changed());
    // The first look, one during the wait, and one for everything after it.
    assertEquals(4, host.traffic().roundTrips());
  }

  @Test
  void checkModeReportsWaitInsteadOfWaiting() throws Exception {
    var callResult = check(await(9));
    assertEquals(Optional.of("would wait: it is 1, not 9"), callResult.unsureReason());
    assertEquals(List.of(), pauses);
  }

  @Test
  void checkModeKnowsPredictedState() throws Exception {
    check(new AtLeast(counterFact, 9));
    assertEquals(Optional.empty(), check(await(9)).unsureReason());
  }

  @Test
  void changeIsPredictedEvenIfAwaitedStateIsUnknown() throws Exception {
    Module module =
        () ->
            List.of(
                new AtLeast(other, 5).wants().getFirst(),
                await(counterFact, 9),
                new AtLeast(counterFact, 99).wants().getFirst());
    var callResult = check(module);
    assertEquals(Optional.empty(), callResult.unsureReason());
    assertTrue(callResult.changed());
    assertTrue(callResult.notRun(), "its result is not known");
    assertEquals(1, callResult.differences().size());
    assertTrue(hostStateCache.uncertainReason().isPresent());
  }

  @Test
  void earlierWantsAreFulfilledBeforeTheWait() throws Exception {
    host.does(change -> change.toString().contains("'b' '5'"), counterFact, c -> 9);
    Module module = () -> List.of(new AtLeast(other, 5).wants().getFirst(), await(counterFact, 9));
    assertTrue(run(module).changed());
  }

  private Module await(int count) {
    return () -> List.of(await(counterFact, count));
  }

  private static Want await(CounterFact counterFact, int count) {
    return new Want.Await<>(
        counterFact,
        c -> c >= count,
        Duration.ofSeconds(30),
        c -> "it is %d, not %d%ncount on".formatted(c, count));
  }

  private CallResult run(Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, false, false, MANNER, stepServices).run(module);
  }

  private CallResult check(Module module) throws Exception {
    return new ModuleCall(host, hostStateCache, true, false, MANNER, stepServices).run(module);
  }
}
