package runbook.modules.play;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runbook.connection.ssh.HostConnector;
import runbook.testkit.OpenSshd;

/** Measures the resources that many hosts cost on the controller. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class ManyHostsResourcesTest {

  private static final Path SITE = Path.of("../playbooks/lay-out.yml");

  @TempDir Path folder;

  private SshdPlay preparePlay(OpenSshd sshd, int hosts) {
    var sshdPlay = new SshdPlay(folder).playbook(SITE);
    for (int i = 1; i <= hosts; i++) {
      // On a busy machine, so many logins may be slow.
      sshdPlay.host(i, sshd).with(i, "connect_timeout", "60s");
    }
    return sshdPlay;
  }

  @Test
  void twelveStepsOnTwoHundredHostsTakeLessThan400MegabytesOfMemory() throws Exception {
    try (var sshd = OpenSshd.fleet(folder, 200)) {
      var hosts =
          Files.writeString(folder.resolve("hosts.yml"), preparePlay(sshd, 200).inventory());
      long began = System.nanoTime();
      try (var runbookProcess =
          RunbookProcess.start(folder, "play", SITE.toString(), "-i", hosts.toString())) {
        int peak = 0;
        var used = Duration.ZERO;
        while (runbookProcess.isAlive()) {
          peak = Math.max(peak, runbookProcess.peak());
          used = runbookProcess.used(used);
          Thread.sleep(50);
        }
        double took = (System.nanoTime() - began) / 1e9;
        assertEquals(0, runbookProcess.exitCode(60), runbookProcess.output());
        var sum = runbookProcess.output().lines().toList().getLast();
        System.out.printf(
            "12 steps on 200 hosts: %d MB at most, %.1f s; the processor's work: %.1f s for"
                + " runbook, %.1f s for the hosts; %s%n",
            peak / 1024, took, used.toMillis() / 1e3, sshd.worked().toMillis() / 1e3, sum);
        assertTrue(
            sum.startsWith("200 hosts: 2200 changed, 0 failed, 0 unreachable"),
            runbookProcess.output());
        assertTrue(peak < 400 * 1024, "it took %d kB".formatted(peak));
      }
    }
  }

  @Test
  void finishedRunLeavesNoThreadsOrFiles() throws Exception {
    try (var sshd = OpenSshd.fleet(folder, 40);
        var hostConnector = new HostConnector(OpenSshd.settings(folder))) {
      preparePlay(sshd, 1).play(hostConnector);
      var before = OpenResources.now(folder);
      var sshdPlay = preparePlay(sshd, 40);
      sshdPlay.play(hostConnector);
      assertEquals(0, sshdPlay.exitCode());
      // A thread pool may have grown a little; a leak of one per host would be forty.
      var after = OpenResources.soon(folder, openResources -> !openResources.exceeds(before, 10));
      System.out.printf("before a run on 40 hosts: %s; after it: %s%n", before, after);
      assertTrue(!after.exceeds(before, 10), () -> before + " before, " + after + " after");
      assertEquals(List.of(), after.named());
    }
  }
}
