package runbook.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runbook.event.Event;
import runbook.playbook.Barrier;
import runbook.playbook.Barrier.Need;
import runbook.playbook.Barrier.OnFailure;
import runbook.text.Source;
import runbook.value.Condition;

@Timeout(180)
final class MeetingTest {

  private final PlayAbort playAbort = new PlayAbort();
  private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
  private final Set<String> unplugged = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void opensWhenAllHostsHaveArrived() throws Exception {
    var meeting = meeting(new Need.All(), 3, Duration.ofMinutes(1), OnFailure.ABORT);
    var first = arrive(meeting, "a");
    var second = arrive(meeting, "b");
    var third = arrive(meeting, "c");
    assertTrue(first.get() && second.get() && third.get());
    assertEquals(List.of(new Event.BarrierOpened("meet", 3, 3)), events);
  }

  @Test
  void aLateHostPassesABarrierThatAQuorumHasOpened() throws Exception {
    var meeting = meeting(new Need.Quorum(), 3, Duration.ofMinutes(1), OnFailure.ABORT);
    var first = arrive(meeting, "a");
    var second = arrive(meeting, "b");
    assertTrue(first.get() && second.get());
    assertTrue(arrive(meeting, "c").get());
  }

  @Test
  void unavailableHostIsNotAwaited() throws Exception {
    var meeting = meeting(new Need.All(), 2, Duration.ofMinutes(10), OnFailure.ABORT);
    var first = arrive(meeting, "a");
    meeting.hostLeft("b", "unreachable");
    assertFalse(first.get());
    assertTrue(playAbort.why().isPresent());
    assertTrue(failure().contains("b (unreachable)"), failure());
  }

  @Test
  void timeoutStartsWithFirstArrival() throws Exception {
    var meeting = meeting(new Need.All(), 2, Duration.ofMillis(50), OnFailure.ABORT);
    assertFalse(arrive(meeting, "a").get());
    assertTrue(failure().contains("missing: b"), failure());
  }

  @Test
  void arrivedHostsContinueIfConfigured() throws Exception {
    var meeting = meeting(new Need.All(), 2, Duration.ofMinutes(10), OnFailure.CONTINUE);
    var first = arrive(meeting, "a");
    meeting.hostLeft("b", "failed");
    assertTrue(first.get());
    assertFalse(playAbort.why().isPresent());
  }

  @Test
  void hostThatLeavesAfterArrivalCounts() throws Exception {
    var meeting = meeting(new Need.All(), 2, Duration.ofMinutes(1), OnFailure.ABORT);
    var first = arrive(meeting, "a");
    while (!meeting.hasCome("a")) {
      Thread.onSpinWait();
    }
    meeting.hostLeft("a", "failed");
    assertTrue(arrive(meeting, "b").get());
    assertTrue(first.get());
  }

  @Test
  void hostThatIsLostWhileItWaitsHasNotArrived() throws Exception {
    var meeting = meeting(new Need.All(), 3, Duration.ofMinutes(10), OnFailure.ABORT);
    var first = arrive(meeting, "a");
    var second = arrive(meeting, "b");
    while (!meeting.hasCome("a") || !meeting.hasCome("b")) {
      Thread.onSpinWait();
    }
    unplugged.add("a");
    assertFalse(second.get(), "the others go on without it");
    first.get();
    assertTrue(failure().contains("a (unreachable)"), failure());
  }

  private Future<Boolean> arrive(Meeting meeting, String host) {
    Callable<Boolean> arrival = () -> meeting.arrive(host, () -> !unplugged.contains(host));
    return threads.submit(arrival);
  }

  private String failure() {
    return events.stream()
        .filter(Event.BarrierFailed.class::isInstance)
        .map(e -> ((Event.BarrierFailed) e).why())
        .findFirst()
        .orElse("no failure was told");
  }

  private Meeting meeting(Need need, int hosts, Duration timeout, OnFailure onFailure) {
    var at = new Source("site.yml", "").at(1, 1);
    var barrier =
        new Barrier(at, "meet", need, timeout, onFailure, Condition.ALWAYS, Map.of(), Set.of());
    var names = Set.copyOf(List.of("a", "b", "c").subList(0, hosts));
    return new Meeting(barrier, need.of(hosts, hosts), names, events::add, playAbort);
  }
}
