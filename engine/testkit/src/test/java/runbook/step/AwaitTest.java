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
import runbook.step.Counter.AtLeast;
import runbook.step.Counter.Needs;
import runbook.testkit.FakeHost;

final class AwaitTest {

  private static final Target.Manner MANNER =
      new Target.Manner(Optional.empty(), Fact.Detail.STATE, Duration.ofSeconds(5));

  private final Counter counter = Counter.named("a");
  private final Counter other = Counter.named("b");
  private final FakeHost host =
      new FakeHost()
          .has(counter, 1)
          .has(other, 0)
          .does(change -> change.toString().contains("'b' '5'"), other, c -> 5);
  private final Picture picture = new Picture(host);
  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final Pace pace = new Pace(new Clockwork(), new Supplies(), progress::add);

  /** Time that goes by only where somebody pauses. */
  private final class Clockwork implements Patience {
    @Override
    public <T> T aside(Wait<T> wait) throws InterruptedException {
      return wait.get();
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
  void whatIsSoAlreadyIsNotWaitedFor() throws Exception {
    assertFalse(run(await(1)).changed());
    assertEquals(List.of(), pauses);
  }

  @Test
  void itLooksAgainUntilItIsSoWithPausesThatGrow() throws Exception {
    host.comes(counter, 9, 3);
    run(await(9));
    assertEquals(List.of(50L, 100L, 200L), pauses.stream().map(Duration::toMillis).toList());
  }

  @Test
  void whenTheTimeIsUpItFailsWithTheLastStateAndItsHint() {
    host.comes(counter, 7, 4);
    var failed = assertThrows(StepFailed.class, () -> run(await(9)));
    assertEquals("it is 7, not 9, after 30 s", failed.failure().message());
    assertEquals("count on", failed.failure().hint());
    assertEquals(Duration.ofSeconds(30), pauses.stream().reduce(Duration.ZERO, Duration::plus));
    assertTrue(pauses.stream().allMatch(p -> p.toSeconds() <= 2), pauses.toString());
  }

  @Test
  void aLongWaitTellsOnceWhatIsMissing() {
    assertThrows(StepFailed.class, () -> run(await(9)));
    assertEquals(List.of("it is 1, not 9, for up to 26 s more"), progress);
  }

  @Test
  void whatCannotBeReadYetIsWaitedForToo() {
    var unheard = Counter.named("c");
    Module module = () -> List.of(await(unheard, 1));
    var failed = assertThrows(StepFailed.class, () -> run(module));
    assertTrue(failed.getMessage().startsWith("counter c cannot be read"), failed.getMessage());
  }

  @Test
  void afterAWaitWhatWasSeenBeforeIsLookedAtAgain() throws Exception {
    picture.lookAhead(
        List.of(
            new Picture.View(Optional.empty(), counter), new Picture.View(Optional.empty(), other)),
        Fact.Detail.STATE,
        Duration.ofSeconds(5));
    host.comes(counter, 9, 1).has(other, 3);
    run(await(9));
    assertFalse(run(new Needs(other, 3)).changed());
    // The first look, one while it waited, and one for all that comes after it.
    assertEquals(4, host.traffic().roundTrips());
  }

  @Test
  void checkModeDoesNotWaitAndSaysWhatItWouldWaitFor() throws Exception {
    var account = check(await(9));
    assertEquals(Optional.of("would wait: it is 1, not 9"), account.unsure());
    assertEquals(List.of(), pauses);
  }

  @Test
  void checkModeDoesNotDoubtWhatIsForeseen() throws Exception {
    check(new AtLeast(counter, 9));
    assertEquals(Optional.empty(), check(await(9)).unsure());
  }

  @Test
  void aChangeIsForetoldEvenWhenWhatItWaitsForIsNot() throws Exception {
    Module module =
        () ->
            List.of(
                new AtLeast(other, 5).wants().getFirst(),
                await(counter, 9),
                new AtLeast(counter, 99).wants().getFirst());
    var account = check(module);
    assertEquals(Optional.empty(), account.unsure());
    assertTrue(account.changed());
    assertTrue(account.unrun(), "its result is not known");
    assertEquals(1, account.differences().size());
    assertTrue(picture.clouded().isPresent());
  }

  @Test
  void whatWasWantedBeforeIsBroughtAboutBeforeItWaits() throws Exception {
    host.does(change -> change.toString().contains("'b' '5'"), counter, c -> 9);
    Module module = () -> List.of(new AtLeast(other, 5).wants().getFirst(), await(counter, 9));
    assertTrue(run(module).changed());
  }

  private Module await(int count) {
    return () -> List.of(await(counter, count));
  }

  private static Want await(Counter counter, int count) {
    return new Want.Await<>(
        counter,
        c -> c >= count,
        Duration.ofSeconds(30),
        c -> "it is %d, not %d%ncount on".formatted(c, count));
  }

  private Account run(Module module) throws Exception {
    return new Call(host, picture, false, false, MANNER, pace).of(module);
  }

  private Account check(Module module) throws Exception {
    return new Call(host, picture, true, false, MANNER, pace).of(module);
  }
}
