package runbook.step;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PerformedActionsTest {

  private final AtomicLong nanos = new AtomicLong();
  private final PerformedActions performedActions = new PerformedActions(nanos::get);

  @Test
  void actionAfterAMomentCountsWhileItRunsAndWhenItHasEnded() {
    var before = performedActions.now();
    assertTrue(performedActions.noneSince(before));
    performedActions.beginChange();
    assertFalse(performedActions.noneSince(before));
    performedActions.end();
    assertFalse(performedActions.noneSince(before));
    assertTrue(performedActions.noneSince(performedActions.now()));
  }

  @Test
  void actionThatRunsAtAMomentCounts() {
    performedActions.beginChange();
    var during = performedActions.now();
    assertFalse(performedActions.noneSince(during));
    performedActions.end();
    assertFalse(performedActions.noneSince(during));
  }

  @Test
  void waitCounts() {
    var before = performedActions.now();
    performedActions.waited();
    assertFalse(performedActions.noneSince(before));
  }

  @Test
  void momentExpires() {
    var before = performedActions.now();
    nanos.set(Duration.ofSeconds(29).toNanos());
    assertTrue(performedActions.noneSince(before));
    nanos.set(Duration.ofSeconds(31).toNanos());
    assertFalse(performedActions.noneSince(before));
  }

  @Test
  void onlyAChangeIsAChange() {
    performedActions.begin();
    performedActions.end();
    performedActions.waited();
    assertFalse(performedActions.haveChanged());
    performedActions.beginChange();
    assertTrue(performedActions.haveChanged());
  }
}
