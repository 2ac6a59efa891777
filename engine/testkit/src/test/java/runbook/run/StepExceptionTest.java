package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import runbook.event.Event;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.module.Module;
import runbook.module.Want;
import runbook.report.Tally;
import runbook.step.CounterFact;
import runbook.testkit.FakeHost;

/** What no module may throw ends the step on one host, and nothing else. */
@Timeout(60)
class StepExceptionTest {

  private static final int ODD = 7;

  private final CounterFact counterFact = CounterFact.named("a");
  private final PlayBuilder playBuilder = new PlayBuilder();
  private final Tally tally = new Tally();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());

  static Stream<Supplier<Throwable>> throwables() {
    return Stream.of(
        () -> new IllegalStateException("odd \u001b[2J"),
        () -> new NumberFormatException("For input string: \"\u0007\""),
        StackOverflowError::new,
        () -> new OutOfMemoryError("Java heap space"));
  }

  private static RuntimeException sneak(Throwable e) {
    switch (e) {
      case Error error -> throw error;
      case RuntimeException exception -> throw exception;
      default -> throw new AssertionError(e);
    }
  }

  /** Throws if the host says that the counter is odd. */
  private Module module(Supplier<Throwable> thrown) {
    return () ->
        List.of(
            new Want.Reach<>(
                counterFact,
                state -> {
                  if (state == ODD) {
                    throw sneak(thrown.get());
                  }
                  return 1;
                }));
  }

  private FakeHost host(int count) {
    return new FakeHost().has(counterFact, count).does(_ -> true, counterFact, _ -> 1);
  }

  private void run() throws InterruptedException {
    playBuilder.run(
        false,
        event -> {
          events.add(event);
          tally.on(event);
        });
  }

  private Failure failure() {
    return events.stream()
        .flatMap(event ->
            event instanceof Event.StepEnded(_, _, StepOutcome.Failed(var failure, _), _)
                ? Stream.of(failure)
                : Stream.of())
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void exceptionOverStateOfHostFailsThatHost(Supplier<Throwable> thrown) throws Exception {
    playBuilder
        .host("web1", host(ODD))
        .host("web2", host(0))
        .then(playBuilder.task("first", module(thrown)))
        .then(playBuilder.task("second", module(thrown)));
    run();
    assertEquals(1, tally.hosts().get("web1").failed());
    assertEquals(1, tally.hosts().get("web2").changed());
    assertEquals(1, tally.hosts().get("web2").ok());
    var said = failure().message() + failure().hint();
    assertTrue(said.chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\t'), said);
    assertTrue(said.contains("too little memory") || said.contains("internal error: "), said);
  }

  @Test
  void exceptionWithoutHostEndsRunWhenAllHostsHaveFinished() {
    playBuilder
        .host("web1", host(ODD))
        .host("web2", host(0))
        .then(playBuilder.task("first", module(IllegalStateException::new)))
        .then(
            playBuilder.task(
                "second",
                () -> {
                  throw new IllegalArgumentException("a bug");
                }));
    var bug = assertThrows(IllegalStateException.class, this::run);
    assertEquals("a bug", bug.getCause().getMessage());
    assertEquals(1, tally.hosts().get("web1").failed());
    assertEquals(1, tally.hosts().get("web2").failed());
    assertTrue(events.getLast() instanceof Event.RunEnded);
  }
}
