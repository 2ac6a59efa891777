package runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import runbook.event.Event;
import runbook.event.Event.Activity;
import runbook.event.Failure;
import runbook.event.StepOutcome;
import runbook.text.Position;
import runbook.text.Source;

class RunStatusTest {

  private static final int MOST = 5;

  private final AtomicLong clock = new AtomicLong();
  private final RunStatus runStatus =
      new RunStatus(text -> text.replace("hunter2", "***"), clock::get);

  private static Event.StepId step(String name) {
    return new Event.StepId(new Position(new Source("site.yml", ""), 1, 1), name, "command", "");
  }

  private void begin(String... hosts) {
    runStatus.on(new Event.RunBegan(false, "site.yml"));
    runStatus.on(new Event.PlayBegan("Site", 0, List.of(hosts)));
  }

  private void pass(long seconds) {
    clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  private void ended(String host, StepOutcome stepOutcome) {
    runStatus.on(new Event.StepEnded(host, step("Any"), stepOutcome, Duration.ZERO));
  }

  @Test
  void eachHostIsCountedInOneState() {
    begin("web1", "web2", "web3", "web4", "web5", "web6");
    runStatus.on(new Event.TimeSpent("web2", Activity.FORKS, "a free fork", Duration.ZERO));
    runStatus.on(new Event.StepBegan("web3", step("Install")));
    ended("web4", new StepOutcome.Failed(Failure.of("no"), false));
    runStatus.on(new Event.HostStopped("web4", "'Any' failed"));
    runStatus.on(new Event.HostLost("web5", "gone", ""));
    runStatus.on(new Event.HostFinished("web6"));
    pass(12);
    assertEquals(
        List.of(
            "  12 s  Site: 1 waiting, 1 connecting, 1 working, 1 done, 1 failed, 1 unreachable",
            "  12 s  web3: Install"),
        runStatus.lines(MOST));
  }

  @Test
  void hostsThatDoTheSameShareALineAndTheLongestComesFirst() {
    var hosts = IntStream.rangeClosed(1, 200).mapToObj("web%03d"::formatted).toArray(String[]::new);
    begin(hosts);
    runStatus.on(new Event.StepBegan("web200", step("Migrate with hunter2")));
    pass(100);
    for (var host : List.of(hosts).subList(0, 199)) {
      runStatus.on(new Event.HostWaits(host, Activity.BARRIER, "all migrated"));
    }
    assertEquals(
        List.of(
            "  1:40  Site: 199 waiting, 1 working",
            "  1:40  web200: Migrate with ***",
            "   0 s  web001, web002, web003 and 196 more: waiting at the barrier all migrated"),
        runStatus.lines(MOST));
  }

  @Test
  void restOfManyLinesIsCounted() {
    begin("web1", "web2", "web3", "web4", "web5");
    for (int number = 1; number <= 5; number++) {
      runStatus.on(new Event.StepBegan("web" + number, step("Step " + number)));
    }
    var lines = runStatus.lines(4);
    assertEquals(4, lines.size());
    assertEquals("        and 3 more", lines.getLast());
  }

  @Test
  void progressKeepsTheTimeOfItsStep() {
    begin("web1");
    runStatus.on(new Event.StepBegan("web1", step("Get the release")));
    pass(3);
    runStatus.on(new Event.StepWaits("web1", step("Get the release"), "12 MB of 20 MB"));
    pass(1);
    assertEquals("   4 s  web1: Get the release: 12 MB of 20 MB", runStatus.lines(MOST).getLast());
  }

  @Test
  void nothingIsSaidAfterTheEnd() {
    begin("web1");
    runStatus.on(new Event.RunEnded(Duration.ZERO));
    assertEquals(List.of(), runStatus.lines(MOST));
  }
}
