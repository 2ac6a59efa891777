package runbook.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** A limit on another machine counts only the time in which this machine could listen. */
class ControllerClockTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeControllerClock time = new FakeControllerClock();
  private final WaitLimit limit = new WaitLimit(SECOND.multipliedBy(10), time.clock());

  @Test
  void idleMachineKeepsItsLimits() {
    time.run(SECOND.multipliedBy(9));
    assertFalse(limit.over());
    time.run(SECOND);
    assertTrue(limit.over());
    assertEquals("", limit.excuse());
  }

  @Test
  void machineThatStoodStillGivesOthersTheirTime() {
    time.run(SECOND);
    time.stop(Duration.ofMinutes(5));
    assertFalse(limit.over(), "before the first tick after the pause");
    time.clock().tick();
    assertFalse(limit.over(), "after it");
    time.run(SECOND.multipliedBy(9));
    assertTrue(limit.over());
  }

  @Test
  void busyMachineWaitsLongerAndSaysSo() {
    time.busy(5);
    assertFalse(limit.over(), "after 30 s");
    time.run(SECOND.multipliedBy(21));
    assertTrue(limit.over());
    assertEquals("10 s", limit.toString());
    assertEquals("; this machine is busy, so it waited 50 s", limit.excuse());
  }

  @Test
  void lateTicksCountAsLoadWhereTheSystemTellsNone() {
    var wall = new AtomicLong();
    var late = new ControllerClock(wall::get, OptionalDouble::empty);
    for (int i = 0; i < 200; i++) {
      wall.addAndGet(500_000_000);
      late.tick();
    }
    assertTrue(late.load() > 4, "load " + late.load());
  }

  @Test
  void eachStepHasTheWholeLimit() {
    time.run(SECOND.multipliedBy(9));
    limit.startStep();
    time.run(SECOND.multipliedBy(9));
    assertFalse(limit.over());
  }
}
