package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.event.Event;
import runbook.playbook.RollingBlock;
import runbook.playbook.Task;
import runbook.run.Slots.SlotAdmission;
import runbook.text.Source;

@Timeout(180)
final class SlotsTest {

  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void nextHostEntersWhenOneIsDone() throws Exception {
    var slots = slots(1, false);
    assertEquals(SlotAdmission.IN, enter(slots, "a").get());
    var next = enter(slots, "b");
    assertWaits(next);
    slots.leave("a");
    assertEquals(SlotAdmission.IN, next.get());
  }

  @Test
  void firstHostRunsGateBeforeAnyEnters() throws Exception {
    var slots = slots(1, true);
    assertEquals(SlotAdmission.GATE, enter(slots, "a").get());
    var other = enter(slots, "b");
    assertWaits(other);
    slots.opened();
    assertEquals(SlotAdmission.IN, other.get());
  }

  @Test
  void failedGateOfFirstHostClosesBlock() throws Exception {
    var slots = slots(2, true);
    assertEquals(SlotAdmission.GATE, enter(slots, "a").get());
    slots.gateFailed("a");
    assertEquals(SlotAdmission.CLOSED, enter(slots, "b").get());
    assertTrue(slots.whyClosed().contains("the gate did not pass on a"), slots.whyClosed());
  }

  @Test
  void failedHostKeepsItsSlot() throws Exception {
    var slots = slots(2, false);
    assertEquals(SlotAdmission.IN, enter(slots, "a").get());
    slots.hostLeft("a", "failed");
    assertEquals(SlotAdmission.IN, enter(slots, "b").get());
    var next = enter(slots, "c");
    assertWaits(next);
    slots.leave("b");
    assertEquals(SlotAdmission.IN, next.get());
  }

  @Test
  void withoutSlotsWaitingHostsAreRejected() throws Exception {
    var slots = slots(1, false);
    assertEquals(SlotAdmission.IN, enter(slots, "a").get());
    var next = enter(slots, "b");
    slots.hostLeft("a", "unreachable");
    assertEquals(SlotAdmission.CLOSED, next.get());
    assertFalse(events.stream().noneMatch(Event.RollingStopped.class::isInstance));
  }

  @Test
  void unavailableHostTakesSlot() throws Exception {
    var slots = slots(1, false);
    slots.hostLeft("z", "unreachable");
    assertEquals(SlotAdmission.CLOSED, enter(slots, "a").get());
  }

  @Test
  void hostThatFailsAfterBlockTakesNoSlot() throws Exception {
    var slots = slots(1, false);
    assertEquals(SlotAdmission.IN, enter(slots, "a").get());
    slots.leave("a");
    slots.hostLeft("a", "failed");
    assertEquals(SlotAdmission.IN, enter(slots, "b").get());
  }

  private Future<SlotAdmission> enter(Slots slots, String host) {
    Callable<SlotAdmission> entry = () -> slots.enter(host);
    return threads.submit(entry);
  }

  private static void assertWaits(Future<?> future) {
    Assertions.assertThrows(TimeoutException.class, () -> future.get(100, TimeUnit.MILLISECONDS));
  }

  private Slots slots(int maxUnavailable, boolean gated) {
    var at = new Source("site.yml", "").at(1, 1);
    var gate = gated ? List.of(task()) : List.<Task>of();
    return new Slots(
        new RollingBlock(at, "roll", maxUnavailable, gate, List.of(), Set.of()),
        events::add,
        new PlayAbort());
  }

  private static Task task() {
    return new PlayBuilder().task("gate", List::of);
  }
}
