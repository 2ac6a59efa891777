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
import runbook.connection.ssh.Connectors;
import runbook.testkit.OpenSshd;

/** Many hosts at once: what they cost the machine that runbook runs on. */
@Timeout(value = 900, unit = TimeUnit.SECONDS)
class FleetTest {

  private static final Path SITE = Path.of("../playbooks/lay-out.yml");

  @TempDir Path folder;

  private Drill drill(OpenSshd sshd, int hosts) {
    var drill = new Drill(folder).playbook(SITE);
    for (int i = 1; i <= hosts; i++) {
      // On a machine that is busy with other things so many logins may take their time.
      drill.host(i, sshd).with(i, "connect_timeout", "60s");
    }
    return drill;
  }

  @Test
  void twelveStepsOnTwoHundredHostsTakeLessThan400MegabytesOfMemory() throws Exception {
    try (var sshd = OpenSshd.fleet(folder, 200)) {
      var hosts = Files.writeString(folder.resolve("hosts.yml"), drill(sshd, 200).inventory());
      long began = System.nanoTime();
      try (var program = Program.start(folder, "play", SITE.toString(), "-i", hosts.toString())) {
        int peak = 0;
        var used = Duration.ZERO;
        while (program.isAlive()) {
          peak = Math.max(peak, program.peak());
          used = program.used(used);
          Thread.sleep(50);
        }
        double took = (System.nanoTime() - began) / 1e9;
        assertEquals(0, program.exitCode(60), program.output());
        var sum = program.output().lines().toList().getLast();
        System.out.printf(
            "12 steps on 200 hosts: %d MB at most, %.1f s; the processor's work: %.1f s for"
                + " runbook, %.1f s for the hosts; %s%n",
            peak / 1024, took, used.toMillis() / 1e3, sshd.worked().toMillis() / 1e3, sum);
        assertTrue(
            sum.startsWith("200 hosts: 2200 changed, 0 failed, 0 unreachable"), program.output());
        assertTrue(peak < 400 * 1024, "it took %d kB".formatted(peak));
      }
    }
  }

  @Test
  void afterARunNoThreadAndNoFileIsLeftPerHost() throws Exception {
    try (var sshd = OpenSshd.fleet(folder, 40);
        var connectors = new Connectors(OpenSshd.settings(folder))) {
      drill(sshd, 1).play(connectors);
      var before = Held.now(folder);
      var drill = drill(sshd, 40);
      drill.play(connectors);
      assertEquals(0, drill.exitCode());
      // A pool may have grown a little for so many; what is held per host comes to forty.
      var after = Held.soon(folder, held -> !held.exceeds(before, 10));
      System.out.printf("before a run on 40 hosts: %s; after it: %s%n", before, after);
      assertTrue(!after.exceeds(before, 10), () -> before + " before, " + after + " after");
      assertEquals(List.of(), after.named());
    }
  }
}
