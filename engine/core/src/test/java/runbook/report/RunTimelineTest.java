package runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import runbook.event.Event;
import runbook.event.StepOutcome;
import runbook.text.Position;
import runbook.text.Source;

/** The end of a run tells where its time went, and what waited for what. */
class RunTimelineTest {

  private long now;
  private final RunTimeline timeline = new RunTimeline(() -> now);

  private void at(int second, Event event) {
    now = Duration.ofSeconds(second).toNanos();
    timeline.on(event);
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static Event joined(String host, int took) {
    return new Event.HostJoined(host, seconds(took));
  }

  private static Event step(String host, String name, int took) {
    var at = new Position(new Source("site.yml", ""), 1, 1);
    var stepId = new Event.StepId(at, name, "command", "");
    return new Event.StepEnded(host, stepId, new StepOutcome.Ok(), seconds(took));
  }

  private static Event waited(String host, Event.Activity activity, String what, int took) {
    return new Event.TimeSpent(host, activity, what, seconds(took));
  }

  private List<String> chain() {
    return timeline.longestChain().stream()
        .map(span ->
            "%s %s%s %d"
                .formatted(
                    span.host(),
                    span.kind(),
                    span.what().isEmpty() ? "" : " " + span.what(),
                    Duration.ofNanos(span.length()).toSeconds()))
        .filter(line -> !line.endsWith(" 0"))
        .toList();
  }

  @Test
  void chainLeadsFromBarrierToTheHostThatCameLast() {
    at(1, joined("web1", 1));
    at(2, joined("web2", 2));
    at(3, step("web1", "Install", 2));
    at(9, step("web2", "Install", 7));
    at(9, waited("web2", Event.Activity.BARRIER, "installed", 0));
    at(9, waited("web1", Event.Activity.BARRIER, "installed", 6));
    at(10, step("web2", "Start", 1));
    at(12, step("web1", "Start", 3));
    assertEquals(
        List.of("web2 connecting 2", "web2 steps Install 7", "web1 steps Start 3"), chain());
  }

  @Test
  void chainLeadsFromRollingBlockToTheHostThatMadeRoom() {
    at(1, joined("web1", 1));
    at(1, joined("web2", 1));
    at(5, step("web1", "Restart", 4));
    at(5, new Event.SlotFreed("one by one", "web1"));
    at(5, waited("web2", Event.Activity.ROLLING, "one by one", 4));
    at(8, step("web2", "Restart", 3));
    assertEquals(
        List.of("web1 connecting 1", "web1 steps Restart 4", "web2 steps Restart 3"), chain());
  }

  @Test
  void chainLeadsToTheHostThatDidStepForAll() {
    at(1, joined("web1", 1));
    at(2, joined("web2", 2));
    at(7, step("web1", "Create the token", 6));
    at(7, waited("web2", Event.Activity.RUN_ONCE, "Create the token", 5));
    at(9, step("web2", "Use the token", 2));
    assertEquals(
        List.of("web1 connecting 1", "web1 steps Create the token 6", "web2 steps Use the token 2"),
        chain());
  }

  @Test
  void timeBetweenStepsIsPlanning() {
    at(1, joined("web1", 1));
    at(3, waited("web1", Event.Activity.READING, "the state", 2));
    at(7, step("web1", "Install", 1));
    assertEquals(Optional.of("web1"), timeline.lastHost());
    assertEquals(
        Map.of(
            RunTimeline.Kind.CONNECTING, seconds(1).toNanos(),
            RunTimeline.Kind.READING, seconds(2).toNanos(),
            RunTimeline.Kind.PLANNING, seconds(3).toNanos(),
            RunTimeline.Kind.STEP, seconds(1).toNanos()),
        timeline.totals("web1"));
  }

  @Test
  void summaryNamesTheLongestParts() {
    at(1, joined("web1", 1));
    at(4, step("web1", "Install", 3));
    var lines = new TimeSummary(timeline).lines();
    assertEquals("finished last: web1: steps 3.00 s, connecting 1.00 s", lines.getFirst());
    assertEquals(
        "longest chain: web1 connecting 1.00 s, then web1 'Install' 3.00 s", lines.getLast());
  }

  @Test
  void runWithoutHostsHasNoSummary() {
    assertTrue(new TimeSummary(timeline).lines().isEmpty());
  }
}
