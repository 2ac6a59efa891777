package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.report.Tally;
import runbook.testkit.OpenSshd;
import runbook.testkit.PlaybookTrial;

/** Measures the cost of the playbook in this repository: twelve steps and a handler. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class PlayCostTest {

  private static final int HOSTS = 5;

  @TempDir static Path folder;

  @Test
  void firstRunNeedsAtMostThreeRoundTripsAndSecondTwo() throws Exception {
    try (var sshd = OpenSshd.fleet(folder, HOSTS)) {
      var sshdPlay = new SshdPlay(folder).playbook(Path.of("../playbooks/lay-out.yml"));
      for (int i = 1; i <= HOSTS; i++) {
        sshdPlay.host(i, sshd);
      }
      var first = sshdPlay.play();
      for (int i = 1; i <= HOSTS; i++) {
        // Three directories, four templates, two files, a link, and the handler's file.
        sshdPlay.assertDone("web" + i, 11);
      }
      assertTrue(most(first) <= 3, "the first run cost " + trips(first));

      var second = sshdPlay.play();
      assertEquals(List.of(), second.changes());
      assertTrue(most(second) <= 2, "the second run cost " + trips(second));
      System.out.printf(
          "12 steps on %d hosts: round trips %s, then %s%n", HOSTS, trips(first), trips(second));
    }
  }

  private static int most(PlaybookTrial.TrialResult trialResult) {
    return trips(trialResult).stream().mapToInt(Integer::intValue).max().orElseThrow();
  }

  private static List<Integer> trips(PlaybookTrial.TrialResult trialResult) {
    return trialResult.tally().hosts().values().stream()
        .map(Tally.HostCounts::traffic)
        .map(traffic -> traffic.roundTrips())
        .toList();
  }
}
